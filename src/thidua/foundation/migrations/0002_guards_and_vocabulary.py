from django.db import migrations

from thidua.foundation.triggers import append_only


class Migration(migrations.Migration):

    dependencies = [("foundation", "0001_initial")]

    operations = [
        append_only("foundation_ledgerentry"),
        # The vocabulary only needs to know that a syllable occurs; a count would make writers wait.
        migrations.RemoveField(model_name="syllable", name="uses"),
    ]

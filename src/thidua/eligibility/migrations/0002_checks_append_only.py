from django.db import migrations

from thidua.foundation.triggers import append_only


class Migration(migrations.Migration):

    dependencies = [("eligibility", "0001_initial"), ("foundation", "0002_guards_and_vocabulary")]

    operations = [append_only("eligibility_check")]

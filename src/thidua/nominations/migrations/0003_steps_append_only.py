from django.db import migrations

from thidua.foundation.triggers import append_only


class Migration(migrations.Migration):

    dependencies = [
        ("nominations", "0002_reviews_remember"),
        ("foundation", "0002_guards_and_vocabulary"),
    ]

    operations = [append_only("nominations_step")]

from django.db import migrations, models

from thidua.foundation.triggers import append_only, unguarded


class Migration(migrations.Migration):

    dependencies = [("eligibility", "0003_review_cases")]

    operations = [
        unguarded("eligibility_check"),
        migrations.AddField(
            model_name="check",
            name="advice",
            field=models.JSONField(default=list),
        ),
        append_only("eligibility_check"),
    ]

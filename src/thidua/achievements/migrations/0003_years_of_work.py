from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("achievements", "0002_register_newest_first")]

    operations = [
        migrations.RemoveConstraint(model_name="otherfact", name="other_fact_section"),
        migrations.AddConstraint(
            model_name="otherfact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    section__in=[
                        "movements", "posts", "contributions", "attested", "registered", "experience",
                    ]
                ),
                name="other_fact_section",
            ),
        ),
    ]

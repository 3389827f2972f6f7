"""What became of each day on the schedules of media; days that were called off keep that."""

import django.db.models.deletion
from django.db import migrations, models



def carry_over(apps, schema_editor):
    airings = apps.get_model("exemplars", "Airing").objects
    stories = apps.get_model("exemplars", "Story").objects
    airings.filter(called_off=True).update(state="called_off")
    for pk, on in stories.filter(state="published").values_list("pk", "published_on"):
        airings.filter(story=pk, medium="portal", on__lte=on, called_off=False).update(state="aired", done_on=on)


def back(apps, schema_editor):
    airings = apps.get_model("exemplars", "Airing").objects
    airings.filter(state__in=["called_off", "not_aired"]).update(called_off=True)


class Migration(migrations.Migration):
    dependencies = [("exemplars", "0004_tip_nomination"), ("foundation", "0003_daily_run")]

    operations = [
        migrations.RemoveConstraint(model_name="airing", name="airing_once"),
        migrations.AddField("airing", "state", models.CharField(default="planned", max_length=10)),
        migrations.AddField("airing", "done_on", models.DateField(null=True)),
        migrations.AddField("airing", "address", models.CharField(blank=True, max_length=500, default=""), preserve_default=False),
        migrations.AddField(
            "airing",
            "proof",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.attachment"
            ),
        ),
        migrations.AddField("airing", "why", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("airing", "to_tell_on", models.DateField(null=True)),
        migrations.AddField("airing", "told_on", models.DateField(null=True)),
        migrations.AddField("airing", "told_how", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("airing", "version", models.IntegerField(default=1)),
        migrations.RunPython(carry_over, back),
    ]

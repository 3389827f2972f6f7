from django.db import migrations, models
from django.db.models import Q


def begins(apps, schema_editor):
    """Numbers found by their beginning: PostgreSQL needs an index of its own, SQLite searches a range."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX award_record_number_begins ON achievements_awardrecord (decision_number varchar_pattern_ops)"
        )


def no_longer(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS award_record_number_begins")


class Migration(migrations.Migration):

    dependencies = [
        ('achievements', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='awardrecord',
            index=models.Index(fields=['year', 'decided_on', 'id'], name='award_record_year_newest'),
        ),
        migrations.AddIndex(
            model_name='awardrecord',
            index=models.Index(fields=['award', 'decided_on', 'id'], name='award_record_award_newest'),
        ),
        migrations.AddIndex(
            model_name='awardrecord',
            index=models.Index(
                condition=Q(('state', 'revoked')), fields=['decided_on', 'id'], name='award_record_revoked_newest'
            ),
        ),
        migrations.RunPython(begins, no_longer),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_search"),
        ("targets", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BoundarySet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=300)),
                ("file_name", models.CharField(max_length=200)),
                ("current", models.BooleanField(default=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)), fields=("unit",), name="target_boundaries_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Boundary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.TextField()),
                ("left", models.IntegerField()),
                ("top", models.IntegerField()),
                ("right", models.IntegerField()),
                ("bottom", models.IntegerField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "belongs",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shapes",
                        to="targets.boundaryset",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("belongs", "unit"), name="target_boundary_once"),
                    models.CheckConstraint(
                        condition=models.Q(("left__lt", models.F("right")), ("top__lt", models.F("bottom"))),
                        name="target_boundary_box",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GridImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_id", models.BigIntegerField()),
                ("file_name", models.CharField(max_length=200)),
                ("state", models.CharField(default="read", max_length=8)),
                ("targets", models.IntegerField(default=0)),
                ("amounts", models.IntegerField(default=0)),
                ("corrections", models.IntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=40)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("state", "read")),
                            models.Q(("done_at__isnull", False), ("state", "done")),
                            _connector="OR",
                        ),
                        name="target_import_state",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="target",
            name="search",
            field=models.CharField(
                blank=True, default="", help_text="code and title, folded", max_length=400
            ),
        ),
    ]

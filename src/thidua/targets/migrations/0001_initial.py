import django.db.models.deletion
import django.db.models.expressions
import thidua.targets.fields
import thidua.targets.types
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0002_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=300)),
                ("measure", models.CharField(max_length=60)),
                ("direction", models.CharField(max_length=8)),
                ("places", models.SmallIntegerField(default=0)),
                ("frequency", models.CharField(default=thidua.targets.types.Frequency["YEAR"], max_length=8)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "over_units",
                    models.CharField(default=thidua.targets.types.OverUnits["NONE"], max_length=8),
                ),
                (
                    "over_years",
                    models.CharField(default=thidua.targets.types.OverYears["LAST"], max_length=8),
                ),
                ("place", models.IntegerField(default=0)),
                ("state", models.CharField(default=thidua.targets.types.TargetState["ACTIVE"], max_length=8)),
                ("retired_on", models.DateField(null=True)),
                ("retired_reason", models.CharField(blank=True, max_length=500)),
                ("version", models.IntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=40)),
                ("sample", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "code"), name="target_code_once_a_unit"),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["higher", "lower"])), name="target_direction"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("frequency__in", ["year", "half", "quarter", "month"])),
                        name="target_frequency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("over_units__in", ["sum", "mean", "none"])),
                        name="target_over_units",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("over_years__in", ["sum", "mean", "last"])),
                        name="target_over_years",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__range", (0, 4))), name="target_places"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retired_on", None), ("state", "active")),
                            models.Q(
                                ("retired_on__isnull", False),
                                ("state", "retired"),
                                models.Q(("retired_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="target_retired_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=300)),
                (
                    "ref_id",
                    models.BigIntegerField(
                        help_text="id of the document, movement or criterion, when here", null=True
                    ),
                ),
                ("url", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="targets.target"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["resolution", "directive", "movement", "criterion"])
                        ),
                        name="target_link_kind",
                    ),
                    models.UniqueConstraint(fields=("target", "kind", "title"), name="target_link_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year_from", models.SmallIntegerField()),
                ("year_to", models.SmallIntegerField()),
                ("standing", models.CharField(max_length=10)),
                (
                    "result",
                    models.CharField(
                        blank=True, help_text="the kind of amount that counts as result", max_length=10
                    ),
                ),
                ("percent", models.BigIntegerField(null=True)),
                ("behind", thidua.targets.fields.ExactField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cells", to="targets.target"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["year_from", "year_to", "standing", "unit", "target"], name="target_cell_year"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("standing__in", ["met", "behind", "unsure", "no_result", "no_plan", "empty"])
                        ),
                        name="target_cell_standing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year_to", models.F("year_from")),
                            (
                                "year_to",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("year_from"), "+", models.Value(4)
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="target_cell_period",
                    ),
                    models.UniqueConstraint(
                        fields=("target", "unit", "year_from", "year_to"), name="target_cell_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Value",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year_from", models.SmallIntegerField()),
                ("year_to", models.SmallIntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("amount", thidua.targets.fields.ExactField(null=True)),
                ("amount_to", thidua.targets.fields.ExactField(null=True)),
                ("sign", models.CharField(blank=True, default="", max_length=8)),
                ("document", models.CharField(blank=True, max_length=300)),
                ("document_on", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("doubt", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("by_name", models.CharField(max_length=200)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("current", models.BooleanField(default=True)),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="targets.value",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="targets.target",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("current", True)),
                        fields=["unit", "year_from"],
                        name="target_value_unit",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["plan", "estimate", "reported", "confirmed"])),
                        name="target_value_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sign__in", ["", "about", "over", "under"])),
                        name="target_value_sign",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year_to", models.F("year_from")),
                            (
                                "year_to",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("year_from"), "+", models.Value(4)
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="target_value_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_to", None),
                            models.Q(("amount_to__gt", models.F("amount")), ("sign", "")),
                            _connector="OR",
                        ),
                        name="target_value_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__isnull", False), ("reason", ""), ("replaces", None)),
                            models.Q(("replaces__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="target_value_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)),
                        fields=("target", "unit", "year_from", "year_to", "kind"),
                        name="target_value_once",
                    ),
                ],
            },
        ),
    ]

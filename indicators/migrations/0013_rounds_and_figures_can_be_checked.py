"""Unique rounds and figures that forms can check before the database does; refusals in our words.

Forms compare an expression by the name of a field: "province_id" was no name to them, so every row met every other.
The indexes stay as they are.
"""

import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0012_notes_on_charts"),
        ("places", "0003_words_of_refusals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="figure",
            name="one_figure_per_cell",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Coalesce("province", 0),
                models.F("indicator"),
                django.db.models.functions.comparison.Coalesce("unit", 0),
                django.db.models.functions.comparison.Coalesce("year", 0),
                django.db.models.functions.comparison.Coalesce("quarter", 0),
                name="one_figure_per_cell",
                violation_error_message="There is a figure of this indicator, place and period already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="reportinground",
            name="one_round_per_place_and_period",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Coalesce("province", 0),
                django.db.models.functions.comparison.Coalesce("unit", 0),
                models.F("year"),
                django.db.models.functions.comparison.Coalesce("quarter", 0),
                name="one_round_per_place_and_period",
                violation_error_message=(
                    "This period has a round already, for the same province or unit or for all provinces."
                ),
            ),
        ),
        migrations.AlterConstraint(
            model_name="explanationrequest",
            name="explanation_has_a_question",
            constraint=models.CheckConstraint(
                condition=models.Q(("question", ""), _negated=True),
                name="explanation_has_a_question",
                violation_error_message="A request needs a question.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="explanationrequest",
            name="explanationrequest_answered_at_with_answered_by",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("answered_by", None)),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="explanationrequest_answered_at_with_answered_by",
                violation_error_message="Who, when and the words come together or not at all.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="explanationrequest",
            name="explanationrequest_again_at_with_again_by",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("again_at", None), ("again_by", None)),
                    models.Q(
                        ("again_at__isnull", False),
                        ("again_by__isnull", False),
                        models.Q(("again_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="explanationrequest_again_at_with_again_by",
                violation_error_message="Who, when and the words come together or not at all.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="explanationrequest",
            name="explanationrequest_closed_at_with_closed_by",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_by", None)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="explanationrequest_closed_at_with_closed_by",
                violation_error_message="Who, when and the words come together or not at all.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="explanationrequest",
            name="explanation_state_fits_its_stamps",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("state", "asked")),
                    models.Q(("answered_at__isnull", False), ("closed_at", None), ("state", "answered")),
                    models.Q(("closed_at__isnull", False), ("state__in", ("closed", "withdrawn"))),
                    _connector="OR",
                ),
                name="explanation_state_fits_its_stamps",
                violation_error_message="The state of a request follows from its answer and its closing.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="figure",
            name="figure_entered_at_with_entered_by",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entered_at__isnull", True), ("entered_by__isnull", True)),
                    models.Q(("entered_at__isnull", False), ("entered_by__isnull", False)),
                    _connector="OR",
                ),
                name="figure_entered_at_with_entered_by",
                violation_error_message="Who and when come together or not at all.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="figure",
            name="figure_submitted_at_with_submitted_by",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                    models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                    _connector="OR",
                ),
                name="figure_submitted_at_with_submitted_by",
                violation_error_message="Who and when come together or not at all.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="figure",
            name="figure_returned_at_with_returned_by",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("returned_at__isnull", True), ("returned_by__isnull", True)),
                    models.Q(("returned_at__isnull", False), ("returned_by__isnull", False)),
                    _connector="OR",
                ),
                name="figure_returned_at_with_returned_by",
                violation_error_message="Who and when come together or not at all.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="figure",
            name="figure_approved_at_with_approved_by",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                    _connector="OR",
                ),
                name="figure_approved_at_with_approved_by",
                violation_error_message="Who and when come together or not at all.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="figure",
            name="figure_published_at_with_published_by",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                    models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                    _connector="OR",
                ),
                name="figure_published_at_with_published_by",
                violation_error_message="Who and when come together or not at all.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="importbatch",
            name="importbatch_confirmed_at_with_confirmed_by",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="importbatch_confirmed_at_with_confirmed_by",
                violation_error_message="Who and when come together or not at all.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="indicator",
            name="indicator_range_in_order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum", None), ("maximum", None), ("maximum__gt", models.F("minimum")), _connector="OR"
                ),
                name="indicator_range_in_order",
                violation_error_message="The largest possible value must lie above the smallest.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="indicator",
            name="indicator_direction_is_plus_or_minus_one",
            constraint=models.CheckConstraint(
                condition=models.Q(("direction__in", [1, -1])),
                name="indicator_direction_is_plus_or_minus_one",
                violation_error_message="The direction is 1 where more is better, −1 where less is.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="reportinground",
            name="round_quarter_is_1_to_4",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter", None), ("quarter__range", (1, 4)), _connector="OR"),
                name="round_quarter_is_1_to_4",
                violation_error_message="A quarter is 1 to 4.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="reportinground",
            name="round_data_ends_after_it_starts",
            constraint=models.CheckConstraint(
                condition=models.Q(("data_to__gte", models.F("data_from"))),
                name="round_data_ends_after_it_starts",
                violation_error_message="The last day of the data cannot lie before the first.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="reportinground",
            name="round_due_after_it_opens",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("opens_on"))),
                name="round_due_after_it_opens",
                violation_error_message="The due date cannot lie before the day the round opens.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="seriesbreak",
            name="break_quarter_is_1_to_4",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter", None), ("quarter__range", (1, 4)), _connector="OR"),
                name="break_quarter_is_1_to_4",
                violation_error_message="A quarter is 1 to 4.",
            ),
        ),
    ]

"""Why a target has its status, word for word, and the words of values, targets and verdicts."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from dtracker.formats.quarters import Period
from indicators.enums import Comparator, EditionRule, Shape
from indicators.explain import (
    amount_words,
    change_words,
    due_words,
    edition_words,
    explain,
    figure_words,
    flag_words,
    flags_beside,
    gap_words,
    milestone_words,
    need_words,
    status_words,
    target_words,
    value_words,
)
from indicators.models import Indicator, Publication, Target
from indicators.queries.standings import standings
from tests import cast, make

pytestmark = pytest.mark.django_db

AFTER_THE_MERGER = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def standing(province, on=AFTER_THE_MERGER):
    return standings(provinces=[province], on=on)[0]


def steps(explanation):
    return dict(explanation.steps)


def dti_of_hai_duong(*, ended_on=cast.MERGED):
    """The real ranks of Hải Dương: 14, 14, 13, 26, 19 of 63, with the days on which they were published."""
    place = cast.hai_duong(ended_on=ended_on)
    rank = make.rank_indicator()
    for year, value, day in [
        ("2020", 14, date(2021, 10, 19)),
        ("2021", 14, date(2022, 8, 8)),
        ("2022", 13, date(2023, 7, 12)),
        ("2023", 26, date(2025, 2, 28)),
        ("2024", 19, date(2025, 10, 20)),
    ]:
        printed = {"public_text": "tháng 2/2025"} if year == "2023" else {}
        make.published(rank, place, year, value, public_on=day, **printed)
    return place, rank


def percent_target(place, *figures, value="50", due="2025-Q4", baseline="20@2020-Q4", **fields):
    share = make.indicator(**fields)
    target = make.target(share, place, value, due, baseline=baseline)
    for period, figure in figures:
        make.published(share, place, period, figure)
    return target


def test_where_only_the_baseline_was_published_that_is_said_and_not_that_nothing_was():
    place = cast.hai_duong(ended_on=None)
    percent_target(place, ("2020-Q4", "20"))
    said = steps(explain(standing(place)))
    assert said["Actual"] == "No published figure after the baseline period, Q4 2020"
    assert said["Rule applied"] == "Rule 1: no published figure after the baseline period"


def test_a_missed_rank_says_what_the_other_edition_would_have_given():
    place, rank = dti_of_hai_duong()
    agreement = make.document("fpt", short_vi="Thỏa thuận FPT", short_en="FPT agreement")
    make.target(rank, place, "15", "2023", document=agreement)

    why = explain(standing(place))

    assert why.title == "Why “Not met: milestone 2023”? · FPT agreement"
    assert why.steps == (
        ("Baseline", "The document states none; first published figure: 14/63 (DTI 2020)"),
        ("Target", "Top 15 of 63, by the end of 2023 (FPT agreement)"),
        ("Edition rule", "Data year: decided by DTI 2023"),
        ("Actual", "26/63 (DTI 2023, published 2/2025)"),
        ("Comparison", "Both among 63 units: comparable"),
        ("Time", "Due: pace and need are no longer calculated"),
        ("Rule applied", "Rule 4: the due period is over and the target was not reached (26 > 15)"),
    )
    assert why.verdict == "Not met, 11 places short of the target."
    assert why.change == (
        "Judged by the latest edition published by 31/12/2023 (DTI 2022: 13/63), the result would be: Met. "
        "The edition rule stands with the target; changing it needs a document and a reason."
    )


def test_the_edition_rule_in_force_is_named():
    place, rank = dti_of_hai_duong()
    make.target(rank, place, "15", "2023")
    Target.objects.update(edition_rule=EditionRule.PUBLISHED_BY)
    target = Target.objects.get()
    target.revisions.update(edition_rule=EditionRule.PUBLISHED_BY)

    why = explain(standing(place))

    assert steps(why)["Edition rule"] == "Decided by the latest edition published by 31/12/2023"
    assert why.verdict == "Met, within the top 15."
    assert why.change.startswith("Judged by the edition of the data year (DTI 2023: 26/63), ")


def test_a_unit_that_ended_is_explained_as_of_its_last_day():
    place, rank = dti_of_hai_duong()
    make.target(rank, place, "20", "2025")

    why = explain(standing(place))

    assert why.title == "Why “Merged before the due date” for milestone 2025? · Resolution on digital transformation"
    assert steps(why)["Time"] == (
        "The unit ended on 30/6/2025, before the due date 31/12/2025; all else here is as of that last day"
    )
    assert steps(why)["Actual"] == ("26/63 (DTI 2023, published 2/2025); published after that day: 19/63 (DTI 2024)")
    assert steps(why)["Rule applied"] == (
        "The unit ended before the due date; on the last day: Rule 5: there is no baseline"
    )
    assert why.verdict == (
        "Merged before the due date. On the last day, 30/6/2025, it stood at: Not enough data (no baseline); "
        "6 places short of the target."
    )
    assert why.change == "A target that the successor takes over by its own document is a new target."


def test_status_gap_and_need_of_an_ended_unit_are_of_one_day():
    place = cast.hai_duong(ended_on=cast.MERGED)
    percent_target(place, ("2025-Q1", "40"))
    before = explain(standing(place, on=date(2025, 6, 30)))
    make.published(Indicator.objects.get(), place, "2025-Q2", "30", public_on=date(2025, 7, 20))

    after = explain(standing(place))

    for step in ("Baseline", "Needed", "Pace ratio"):
        assert steps(after)[step] == steps(before)[step]
    assert steps(after)["Actual"] == f"{steps(before)['Actual']}; published after that day: 30.0% (Q2 2025)"
    assert after.verdict.endswith("it stood at: Needs to speed up; 5.5 points short of what is needed by now.")


def test_the_real_case_in_vietnamese():
    place, rank = dti_of_hai_duong()
    agreement = make.document("fpt", short_vi="Thỏa thuận FPT", short_en="FPT agreement")
    make.target(rank, place, "15", "2023", document=agreement, due_text="Hết năm 2023")

    with override("vi"):
        why = explain(standing(place))

    assert why.title == "Vì sao “Không đạt mốc 2023”? · Thỏa thuận FPT"
    assert steps(why)["Mục tiêu"] == "Nhóm 15 trên 63, hết năm 2023 (Thỏa thuận FPT)"
    assert steps(why)["Thực hiện"] == "26/63 (DTI 2023, công bố tháng 2/2025)"
    assert why.verdict == "Không đạt, kém mục tiêu 11 bậc."
    assert why.change == (
        "Nếu xét theo ấn bản mới nhất công bố đến 31/12/2023 (DTI 2022: 13/63) thì kết quả là: Đạt. "
        "Quy tắc ấn bản ghi ở chỉ tiêu; đổi phải có văn bản và lý do."
    )


def test_golden_case_p2_is_on_track():
    place = cast.ha_giang()
    percent_target(place, ("2023-Q1", "33.5"), ("2023-Q2", "34.5"))

    why = explain(standing(place, date(2023, 8, 1)))

    assert why.steps[:2] == (
        ("Baseline", "20.0% (Q4 2020)"),
        ("Target", "At least 50%, by the end of Q4 2025 (Resolution on digital transformation)"),
    )
    assert why.steps[2:] == (
        ("Actual", "34.5% (Q2 2023, published 30/6/2023)"),
        ("Comparison", "Same definition and unit: comparable"),
        ("Time", "10 of 20 quarters of the stage have passed, 10 left"),
        ("Needed", "35.0% by Q2 2023; each quarter needs +1.6 (recently +1.0)"),
        ("Pace ratio", "(34.5 − 20.0) : (35.0 − 20.0) = 0.967"),
        (
            "Rule applied",
            "Rule 10: at least 95% of the expected way, or short by no more than the tolerance",
        ),
    )
    assert why.verdict == "On track, 0.5 points short of what is needed by now."
    assert why.change == "To reach the target: each quarter needs +1.6 (recently +1.0)."


def test_a_slow_target_says_where_the_better_classes_begin():
    place = cast.ha_giang()
    percent_target(place, ("2023-Q2", "28.9"))

    why = explain(standing(place, date(2023, 8, 1)))

    assert steps(why)["Pace ratio"] == "(28.9 − 20.0) : (35.0 − 20.0) = 0.593"
    assert why.verdict == "Behind schedule, 6.1 points short of what is needed by now."
    assert why.change == "For Q2 2023, “needs to speed up” begins at 29.0% and “on track” at 34.3%."


@pytest.mark.parametrize("value, status", [("29.0", "speed-up"), ("28.9", "slow"), ("34.3", "on-track")])
def test_the_better_classes_begin_where_the_sentence_says(value, status):
    place = cast.ha_giang()
    percent_target(place, ("2023-Q2", value))

    assert standing(place, date(2023, 8, 1)).verdict.status == status


def test_a_shortfall_within_the_tolerance_is_said_to_be_one():
    place = cast.ha_giang()
    percent_target(place, ("2021-Q3", "24.1"))

    why = explain(standing(place, date(2021, 11, 1)))

    assert why.verdict == "On track, 0.4 points short of what is needed by now."
    assert why.change == "The shortfall lies within the tolerance of 0.5 points."


def test_without_a_baseline_the_gap_is_given_and_what_is_lacking():
    place = cast.ha_giang()
    percent_target(place, ("2023-Q2", "34"), baseline="")

    why = explain(standing(place, date(2023, 8, 1)))

    assert steps(why)["Baseline"] == "The document states none; first published figure: 34.0% (Q2 2023)"
    assert steps(why)["Time"] == "Without a baseline there is no pace"
    assert why.verdict == "Not enough data (no baseline), 16.0 points short of the target."
    assert why.change == "The pace is judged once a baseline with its document is entered."


def test_a_level_to_keep_is_named_with_its_tolerance():
    place = cast.ha_giang()
    percent_target(place, ("2023-Q2", "48"), baseline="60@2020-Q4")

    why = explain(standing(place, date(2023, 8, 1)))

    assert steps(why)["Time"] == "Reached at the start: the level must be kept, so there is no pace"
    assert why.verdict == "Below the level to keep, 2.0 points short of the target."
    assert why.change == "To be kept: at least 50%, with a tolerance of 0.5 points."


def test_growth_says_the_years_that_met_it_and_what_the_rest_needs():
    place = cast.ha_giang()
    growth = make.indicator("growth", shape=Shape.GROWTH, frequency="year", minimum=None, maximum=None)
    make.target(growth, place, "20", "2025", baseline="0@2020")
    for year, rate in [("2021", "15"), ("2022", "22"), ("2023", "18")]:
        make.published(growth, place, year, rate)

    why = explain(standing(place, date(2024, 3, 1)))

    assert steps(why)["Baseline"] == "Not used: each year is compared with the same rate"
    assert steps(why)["Time"] == "Rate reached in 1 of 3 closed years"
    assert steps(why)["Needed"] == "Each year left needs 22.6%"
    assert why.verdict == "Not met, 2.0 points short of the target."


def test_a_milestone_overdue_says_its_days():
    place = cast.ha_giang()
    centre = make.indicator("centre", shape=Shape.MILESTONE, unit_vi="", unit_en="", decimals=0)
    make.target(centre, place, "1", "2026-Q2", due_on=date(2026, 6, 30))

    found = standing(place, date(2026, 7, 10))
    why = explain(found)

    assert why.title == "Why “10 days overdue”? · Resolution on digital transformation"
    assert steps(why)["Time"] == "Due on 30/6/2026; 10 days overdue"
    assert steps(why)["Actual"] == "Nothing is reported as done"
    assert why.verdict == "10 days overdue."
    assert list(flags_beside(found.verdict)) == []


def test_a_rank_among_other_units_proposes_the_equal_place():
    place = cast.ha_giang()
    rank = make.rank_indicator()
    make.target(rank, place, "15", "2026")
    make.published(rank, place, "2025", 9, rank_of=34)

    why = explain(standing(place))

    assert steps(why)["Comparison"] == (
        "The target means 63 units, the figure ranks among 34: not comparable. As good a place would be the top 8 of 34"
    )
    assert why.change == (
        "Judged once the target is confirmed again by a document; as good a place would be the top 8 of 34."
    )


def test_the_start_of_a_later_stage_is_the_milestone_before():
    place = cast.ha_giang()
    share = make.indicator()
    make.target(share, place, "50", "2025-Q4", baseline="20@2020-Q4")
    later = make.target(share, place, "80", "2030-Q4", baseline="20@2020-Q4")
    make.published(share, place, "2025-Q4", "48")
    make.published(share, place, "2026-Q2", "52")

    found = next(each for each in standings(provinces=[place], on=date(2026, 8, 1)) if each.target == later)

    assert steps(explain(found))["Baseline"] == "48.0%, reached at milestone 2025"
    assert [flag_words(each) for each in found.verdict.flags] == ["Missed milestone 2025"]


def test_a_yearly_flow_says_its_sum():
    place = cast.ha_giang()
    flow = make.indicator("flow", shape=Shape.YEARLY_FLOW, unit_vi="người", unit_en="people", decimals=0, maximum=None)
    make.target(flow, place, "400", "2023-Q4")
    make.published(flow, place, "2023-Q1", "60")
    make.published(flow, place, "2023-Q2", "90")

    why = steps(explain(standing(place, date(2023, 8, 1))))

    assert why["Baseline"] == "0 at the start of 2023: each year is counted afresh"
    assert why["Actual"] == "150 people from the start of 2023 to Q2 2023"
    assert why["Pace ratio"] == "(150 − 0) : (200 − 0) = 0.750"


# Words of single values

RANK = Indicator(
    shape=Shape.RANK, direction=-1, decimals=0, frequency="year", name_en="Rank (DTI)", name_vi="Hạng (DTI)"
)
SHARE = Indicator(shape=Shape.PERCENT, decimals=2, unit_vi="%", unit_en="%", frequency="quarter")
FIRMS = Indicator(shape=Shape.STOCK, decimals=0, unit_vi="doanh nghiệp", unit_en="firms", frequency="quarter")


@pytest.mark.parametrize(
    "value, indicator, more, english, vietnamese",
    [
        ("26", RANK, {"rank_of": 63}, "26/63", "26/63"),
        ("26", RANK, {}, "26", "26"),
        ("80.53", SHARE, {}, "80.53%", "80,53%"),
        ("9000", FIRMS, {"hedge": "khoảng"}, "about 9,000 firms", "khoảng 9.000 doanh nghiệp"),
        ("431", FIRMS, {"with_unit": False}, "431", "431"),
        (None, FIRMS, {}, "–", "–"),
    ],
)
def test_values_carry_their_unit(value, indicator, more, english, vietnamese):
    number = None if value is None else Decimal(value)
    assert value_words(number, indicator, **more) == english
    with override("vi"):
        assert value_words(number, indicator, **more) == vietnamese


@pytest.mark.parametrize(
    "printed, is_approximate, english, vietnamese",
    [
        ("trên 90%", True, "over 90%", "trên 90%"),
        ("Hơn 90%", True, "more than 90%", "hơn 90%"),
        ("gần 90%", True, "nearly 90%", "gần 90%"),
        ("ước đạt 90%", True, "an estimated 90%", "ước 90%"),
        ("dưới 90%", True, "under 90%", "dưới 90%"),
        ("khoảng 90%", True, "about 90%", "khoảng 90%"),
        ("", True, "about 90%", "khoảng 90%"),
        ("trên 90%", False, "90.00%", "90,00%"),
    ],
)
def test_a_figure_that_is_not_exact_reads_as_its_source_words_it(printed, is_approximate, english, vietnamese):
    row = Publication(value=Decimal(90), value_text=printed, is_approximate=is_approximate)
    assert figure_words(row, SHARE) == english
    with override("vi"):
        assert figure_words(row, SHARE) == vietnamese


@pytest.mark.parametrize(
    "code, english, vietnamese",
    [("2025-Q4", "2025", "2025"), ("2025", "2025", "2025"), ("2026-Q2", "Q2 2026", "Quý II/2026")],
)
def test_a_milestone_within_a_year_says_its_quarter(code, english, vietnamese):
    assert milestone_words(Period.from_code(code)) == english
    with override("vi"):
        assert milestone_words(Period.from_code(code)) == vietnamese


@pytest.mark.parametrize(
    "comparator, value, value_max, indicator, english, vietnamese",
    [
        (Comparator.AT_LEAST, "80", None, SHARE, "at least 80%", "80% trở lên"),
        (Comparator.MORE_THAN, "50", None, SHARE, "more than 50%", "trên 50%"),
        (Comparator.AT_MOST, "3.5", None, SHARE, "at most 3.5%", "không quá 3,5%"),
        (Comparator.LESS_THAN, "1", None, SHARE, "less than 1%", "dưới 1%"),
        (Comparator.BETWEEN, "3", "5", SHARE, "3–5%", "3–5%"),
        (Comparator.AT_LEAST, "1000", None, FIRMS, "at least 1,000 firms", "1.000 doanh nghiệp trở lên"),
        (Comparator.AT_MOST, "15", None, RANK, "top 15", "nhóm 15"),
    ],
)
def test_targets_read_as_documents_word_them(comparator, value, value_max, indicator, english, vietnamese):
    terms = Target(comparator=comparator, value=Decimal(value), value_max=Decimal(value_max) if value_max else None)
    assert target_words(terms, indicator) == english
    with override("vi"):
        assert target_words(terms, indicator) == vietnamese


def test_a_date_is_printed_as_in_the_document_in_vietnamese_only():
    target = Target(due_text="Hết năm 2023", due_year=2023, due_on=date(2023, 12, 31))
    assert due_words(target) == "by the end of 2023"
    with override("vi"):
        assert due_words(target) == "hết năm 2023"


def test_a_date_inside_a_period_is_named_by_its_day():
    assert due_words(Target(due_year=2026, due_quarter=4, due_on=date(2026, 12, 15))) == "by 15/12/2026"
    assert due_words(Target()) == "no due date"


@pytest.mark.parametrize(
    ("printed", "year", "expected"),
    [
        ("đến năm 2025", 2025, "by the end of 2025"),
        ("Quý IV năm 2025", 2025, "by the end of Q4 2025"),
        ("", 2025, "by the end of Q4 2025"),
        ("Trong 5-10 năm tới", None, "within 5–10 years"),
        ("trong 5 năm tới", None, "within 5 years"),
        ("sớm nhất có thể", None, "no due date"),
    ],
)
def test_a_due_date_in_english_says_no_more_than_the_document(printed, year, expected):
    target = Target(due_text=printed, due_year=year, due_quarter=4 if year else None)
    assert due_words(target) == expected


@pytest.mark.parametrize(
    "amount, indicator, words",
    [
        ("-11", RANK, "11 places"),
        ("1", RANK, "1 place"),
        ("5.333", RANK, "5.3 places"),
        ("0.004", SHARE, "0.004 points"),
        ("42.9", FIRMS, "43 firms"),
    ],
)
def test_differences_have_their_own_unit(amount, indicator, words):
    assert amount_words(Decimal(amount), indicator) == words


def test_changes_keep_their_sign():
    assert change_words(Decimal("-5.333"), RANK) == "−5.3"
    assert change_words(Decimal("70.1"), FIRMS) == "+70"


def test_an_index_is_called_by_its_abbreviation_and_year():
    assert edition_words(Period(2023), RANK) == "DTI 2023"
    assert edition_words(Period(2023, 4), SHARE) == "Q4 2023"


def test_words_of_a_pace():
    place = cast.ha_giang()
    percent_target(place, ("2023-Q1", "28"), ("2023-Q2", "29"))
    found = standing(place, date(2023, 8, 1))

    assert status_words(found.verdict) == "Needs to speed up"
    assert gap_words(found.verdict, found.indicator) == "6.0 points short of what is needed by now"
    assert need_words(found.verdict, found.indicator) == "each quarter needs +2.1 (recently +1.0)"

"""`manage.py seed` with small files: what it makes of a row, and how it refuses bad files."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from dtracker.places.models import Province
from indicators.enums import FigureStatus
from indicators.models import Document, Figure, Indicator, Pillar, Publication, Target

pytestmark = pytest.mark.django_db

MODELS = (Province, Document, Pillar, Indicator, Target, Figure, Publication)


def seed(*arguments: str) -> None:
    call_command("seed", *arguments, stdout=StringIO())


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


DOCUMENT = "- {code: d, title: {vi: Văn bản}, kind: plan, status: issued, origin: entered}\n"
PROVINCE = (
    "slug,register_id,started_on,name_vi,name_en,kind,code,valid_from\n"
    "hai-duong,hai-duong-2008,2008-08-01,Hải Dương,Hai Duong,province,30,2008-08-01\n"
)
INDICATOR = (
    "- {code: dti-rank, name: {vi: Hạng, en: Rank}, pillar: tong-hop, shape: rank, direction: -1,"
    " frequency: year, decimals: 0, minimum: 1}\n"
    "- {code: dvc, name: {vi: Dịch vụ, en: Services}, pillar: tong-hop, shape: percent,"
    " frequency: quarter, decimals: 1, minimum: 0, maximum: 100}\n"
)
PILLAR = "- {code: tong-hop, name: {vi: Tổng hợp, en: Overall}}\n"
FIGURE = "indicator,province,period,value,rank_of,source\ndti-rank,hai-duong,2021,14,63,d\n"
TARGET = (
    "- {code: t, indicator: dti-rank, province: hai-duong, kind: target, document: d, label: {vi: Nhóm 15, en: Top 15},"
    " comparator: at-most, value: 15, rank_of: 63, due: 2023, source: d}\n"
)
SHARE = "- {indicator: dvc, province: hai-duong, period: 2023-Q4, value: 80.53, source: d}\n"
GOOD = {
    "documents.yaml": DOCUMENT,
    "provinces.csv": PROVINCE,
    "pillars.yaml": PILLAR,
    "indicators.yaml": INDICATOR,
    "figures.csv": FIGURE,
    "targets.yaml": TARGET,
}


@pytest.fixture
def folder(tmp_path):
    """Writes a small good set of files, some of them replaced."""

    def write(**changed: str):
        for name, text in (GOOD | {name.replace("_", "."): text for name, text in changed.items()}).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


def refused(path: str) -> list[str]:
    """The faults of a refused load, without the title, in English; nothing may have been written."""
    before = counts()
    with translation.override("en"), pytest.raises(CommandError) as problem:
        seed("--folder", path)
    assert counts() == before
    title, *faults = str(problem.value).splitlines()
    assert title == f"Nothing was loaded. Number of faults: {len(faults)}"
    return faults


class TestBadFiles:
    def test_the_small_set_is_good(self, folder):
        seed("--folder", folder())
        assert Publication.objects.get().value == 14

    @pytest.mark.parametrize(
        ("name", "text", "fault"),
        [
            (
                "figures_csv",
                FIGURE.replace(",d\n", ",nowhere\n"),
                "figures.csv:2 (dti-rank): source: there is no “nowhere”.",
            ),
            (
                "figures_csv",
                FIGURE.replace("dti-rank", "dti"),
                "figures.csv:2 (dti): indicator: there is no “dti”.",
            ),
            (
                "figures_csv",
                FIGURE.replace("14", "mười bốn"),
                "figures.csv:2 (dti-rank): value: a number with a decimal point is expected",
            ),
            (
                "figures_csv",
                FIGURE.replace(",14,", ",NaN,"),
                "figures.csv:2 (dti-rank): value: a number with a decimal point is expected",
            ),
            (
                "figures_csv",
                FIGURE.replace("2021", "2021-Q5"),
                "figures.csv:2 (dti-rank): period: a period such as 2023-Q4 or 2023 is expected",
            ),
            (
                "figures_csv",
                FIGURE.replace(",14,", ",64,"),
                "figures.csv:2 (dti-rank): value: A rank lies between 1 and 63, the number of units ranked.",
            ),
            (
                "figures_csv",
                FIGURE + "dti-rank,hai-duong,2021,15,63,d\n",
                "figures.csv:3 (dti-rank): The same row stands at figures.csv:2 (dti-rank) already.",
            ),
            (
                "figures_csv",
                FIGURE + "dti-rank,hai-duong,2022\n",
                "figures.csv:3: The line does not have as many cells as the header.",
            ),
            (
                "documents_yaml",
                DOCUMENT.replace(", origin: entered", ""),
                "documents.yaml:1 (d): origin is missing.",
            ),
            (
                "documents_yaml",
                DOCUMENT.replace("plan", "poem"),
                "documents.yaml:1 (d): kind: Value 'poem' is not a valid choice.",
            ),
            (
                "documents_yaml",
                DOCUMENT.replace("kind", "colour: red, kind"),
                "documents.yaml:1 (d): colour: there is no such column",
            ),
            (
                "documents_yaml",
                DOCUMENT.replace("kind", "issued_on: 26/3/2021, kind"),
                "documents.yaml:1 (d): issued_on: a day such as 2021-03-26 is expected",
            ),
            (
                "documents_yaml",
                DOCUMENT.replace("kind", "issued_on: 0021-03-26, kind"),
                "documents.yaml:1 (d): issued_on: a day such as 2021-03-26 is expected",
            ),
            (
                "documents_yaml",
                DOCUMENT.replace("origin", "code: e, origin"),
                "documents.yaml:1: A column stands twice in this row.",
            ),
            ("documents_yaml", DOCUMENT + "- [\n", "documents.yaml:3: This is not correct YAML."),
            ("documents_yaml", "code: d\n", "documents.yaml:1: A list of rows is expected here."),
            (
                "targets_yaml",
                TARGET.replace("value: 15", "value: 64"),
                "targets.yaml:1 (t): value: A rank lies between 1 and 63, the number of units ranked.",
            ),
            (
                "targets_yaml",
                TARGET.replace("document: d, ", ""),
                "targets.yaml:1 (t): A target needs the document that sets it.",
            ),
            ("poems_yaml", DOCUMENT, "poems.yaml: No kind of row has this file name."),
        ],
    )
    def test_is_refused_with_file_row_and_reason(self, folder, name, text, fault):
        assert refused(folder(**{name: text})) == [fault]

    def test_every_fault_is_listed(self, folder):
        path = folder(
            figures_csv=FIGURE.replace("14", "x") + "dti-rank,hai-duong,2022,y,63,d\n",
            documents_yaml=DOCUMENT.replace("plan", "poem"),
        )
        assert refused(path) == [
            "documents.yaml:1 (d): kind: Value 'poem' is not a valid choice.",
            "figures.csv:2 (dti-rank): value: a number with a decimal point is expected",
            "figures.csv:3 (dti-rank): value: a number with a decimal point is expected",
        ]

    def test_references_in_a_circle(self, folder):
        circle = (
            "- {code: d, title: {vi: A}, kind: plan, status: issued, origin: entered, quoted_in: e}\n"
            "- {code: e, title: {vi: B}, kind: plan, status: issued, origin: entered, quoted_in: d}\n"
        )
        assert refused(folder(documents_yaml=circle)) == [
            "documents.yaml:1 (d): The references of these rows run in a circle.",
            "documents.yaml:2 (e): The references of these rows run in a circle.",
        ]

    def test_what_follows_from_a_refused_row_is_no_fault_of_its_own(self, folder):
        ended = PROVINCE.replace("code,", "code,ended_on,").replace(",30,", ",30,2000-01-01,")
        assert refused(folder(provinces_csv=ended)) == [
            "provinces.csv:2 (hai-duong): A province cannot end before it starts."
        ]

    def test_an_empty_folder(self, tmp_path):
        with translation.override("en"), pytest.raises(CommandError) as problem:
            seed("--folder", str(tmp_path))
        assert str(problem.value) == f"There are no fixture files in {tmp_path}."


def lacking(column: str, text: str) -> str:
    """The YAML rows without a column that has a plain value or a text in two languages."""
    left, found = re.subn(rf"(?<=[{{ ]){column}: (\{{[^}}]*\}}|[^,}}]*)(, )?", "", text)
    assert found, column
    return left


def without_column(column: str, text: str) -> str:
    """The CSV text without a column."""
    lines = [line.split(",") for line in text.splitlines()]
    place = lines[0].index(column)
    return "".join(",".join(line[:place] + line[place + 1 :]) + "\n" for line in lines)


class TestWhatARowMustSay:
    """A field without which the row would mean something else is never filled in by the loader."""

    @pytest.mark.parametrize(
        ("column", "missing"),
        [
            ("kind", ["kind"]),
            ("comparator", ["comparator"]),
            ("label", ["label_vi", "label_en"]),
            ("source", ["source"]),
            ("province", ["province"]),
            ("due", ["due"]),
            ("value", ["value"]),
            ("rank_of", ["rank_of"]),
        ],
    )
    def test_a_target(self, folder, column, missing):
        faults = refused(folder(targets_yaml=lacking(column, TARGET)))
        assert faults == [f"targets.yaml:1 (t): {each} is missing." for each in missing]

    @pytest.mark.parametrize(
        ("change", "missing"),
        [
            (("comparator: at-most", "comparator: between"), "value_max"),
            (("due: 2023", "due: 2023, baseline: 2020"), "baseline_value"),
            (("due: 2023", "due: 2023, baseline_value: 30"), "baseline"),
        ],
    )
    def test_a_target_gives_both_of_a_pair(self, folder, change, missing):
        assert refused(folder(targets_yaml=TARGET.replace(*change))) == [f"targets.yaml:1 (t): {missing} is missing."]

    def test_a_target_to_achieve_needs_no_value(self, folder):
        seed("--folder", folder(targets_yaml=lacking("value", TARGET).replace("at-most", "achieve")))
        assert Target.objects.get().value is None

    def test_a_target_may_say_that_it_has_no_due_date(self, folder):
        seed("--folder", folder(targets_yaml=TARGET.replace("due: 2023", "due: null")))
        assert Target.objects.get().due is None

    @pytest.mark.parametrize("column", ["source", "province", "period", "value"])
    def test_a_figure(self, folder, column):
        faults = refused(folder(figures_yaml=lacking(column, SHARE)))
        assert faults == [f"figures.yaml:1 (dvc): {column} is missing."]

    def test_an_undated_figure_says_how_its_source_dates_it(self, folder):
        faults = refused(folder(figures_yaml=SHARE.replace("period: 2023-Q4", "period: null")))
        assert faults == ["figures.yaml:1 (dvc): period_text is missing."]

    @pytest.mark.parametrize("said", ["value_text: khá", "no_data_reason: chưa tổng hợp", "rank: 3, rank_of: 63"])
    def test_a_figure_may_have_words_a_reason_or_a_rank_for_a_value(self, folder, said):
        seed("--folder", folder(figures_yaml=SHARE.replace("value: 80.53", said)))
        assert Figure.objects.get(indicator__code="dvc").value is None

    def test_a_figure_of_the_whole_country_says_so(self, folder):
        seed("--folder", folder(figures_yaml=SHARE.replace("hai-duong", "null")))
        assert Figure.objects.get(indicator__code="dvc").province is None

    @pytest.mark.parametrize("column", ["source", "province", "period"])
    def test_a_column_of_a_csv_file(self, folder, column):
        twice = FIGURE + FIGURE.splitlines()[1].replace("2021", "2022") + "\n"
        missing = [fault for fault in refused(folder(figures_csv=without_column(column, twice))) if "missing" in fault]
        assert missing == [f"figures.csv:1: The column {column} is missing."]

    @pytest.mark.parametrize(
        ("column", "fault"),
        [
            ("value", "value is missing."),
            ("rank_of", "rank_of: A rank needs the number of units ranked."),
        ],
    )
    def test_a_rank_in_a_csv_file(self, folder, column, fault):
        assert refused(folder(figures_csv=without_column(column, FIGURE))) == [f"figures.csv:2 (dti-rank): {fault}"]

    @pytest.mark.parametrize(
        ("column", "row"),
        [
            ("province", "dti-rank,,2021,14,63,d\n"),
            ("period", "dti-rank,hai-duong,,14,63,d\n"),
            ("source", "dti-rank,hai-duong,2021,14,63,\n"),
        ],
    )
    def test_an_empty_cell_is_no_statement(self, folder, column, row):
        text = FIGURE.splitlines(keepends=True)[0] + row
        assert refused(folder(figures_csv=text)) == [f"figures.csv:2 (dti-rank): {column} is missing."]

    @pytest.mark.parametrize("column", ["shape", "frequency", "decimals", "direction", "minimum"])
    def test_an_indicator(self, folder, column):
        rank, share = INDICATOR.splitlines(keepends=True)
        faults = refused(folder(indicators_yaml=lacking(column, rank) + share))
        assert faults == [f"indicators.yaml:1 (dti-rank): {column} is missing."]

    @pytest.mark.parametrize("column", ["minimum", "maximum"])
    def test_a_percentage(self, folder, column):
        rank, share = INDICATOR.splitlines(keepends=True)
        faults = refused(folder(indicators_yaml=rank + lacking(column, share)))
        assert faults == [f"indicators.yaml:2 (dvc): {column} is missing."]

    def test_a_document(self, folder):
        assert refused(folder(documents_yaml=lacking("status", DOCUMENT))) == [
            "documents.yaml:1 (d): status is missing."
        ]

    AGREEMENT = (
        "- {code: a, title: {vi: Hợp tác, en: Cooperation}, province: hai-duong, partner: p,"
        " status: signed, source: d}\n"
    )
    PARTNER = "- {code: p, name: {vi: Tập đoàn, en: Group}, kind: enterprise, source: d}\n"

    @pytest.mark.parametrize("year", ["0", "20215"])
    def test_the_year_of_an_agreement_has_four_digits(self, folder, year):
        row = self.AGREEMENT.replace("status", f"starts_year: {year}, status")
        assert refused(folder(agreements_yaml=row, partners_yaml=self.PARTNER)) == [
            "agreements.yaml:1 (a): starts_year: Write the year with four digits, from 1900 to 2099."
        ]

    @pytest.mark.parametrize("column", ["status", "source"])
    def test_an_agreement(self, folder, column):
        files = {"agreements_yaml": lacking(column, self.AGREEMENT), "partners_yaml": self.PARTNER}
        assert refused(folder(**files)) == [f"agreements.yaml:1 (a): {column} is missing."]

    @pytest.mark.parametrize(
        ("name", "row"),
        [
            ("programmes", "- {code: x, agreement: a, order: 1, title: {vi: X, en: X}, source: d}\n"),
            ("commitments", "- {code: x, province: hai-duong, side: province, text: {vi: X, en: X}, source: d}\n"),
            (
                "bodies",
                "- {code: x, province: hai-duong, name: {vi: X}, kind: secretariat, scope: province, source: d}",
            ),
            ("obstacles", "- {code: x, province: hai-duong, text: {vi: X, en: X}, source: d}\n"),
            ("recommendations", "- {code: x, province: hai-duong, by: X, text: {vi: X, en: X}, source: d}\n"),
            ("events", "- {code: x, province: hai-duong, title: {vi: X, en: X}, source: d}\n"),
        ],
    )
    def test_what_is_said_of_an_agreement_has_a_source(self, folder, name, row):
        files = {"agreements_yaml": self.AGREEMENT, "partners_yaml": self.PARTNER}
        faults = refused(folder(**files, **{f"{name}_yaml": lacking("source", row)}))
        assert faults == [f"{name}.yaml:1 (x): source is missing."]


class TestRange:
    """What could not be typed into a form cannot be loaded from a file either."""

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            ("180.53", "value: The value lies between 0 and 100."),
            ("-1", "value: The value lies between 0 and 100."),
            ("80.12345", "value: Write at most 4 decimals."),
            ("50, numerator: 3, denominator: 2", "numerator: Numerator exceeds denominator; a share is at most 100."),
            ("50, numerator: 1", "denominator: Give both numerator and denominator, or neither."),
            ("50, numerator: 1, denominator: 3", "value: The parts give 33.33. Leave the value empty"),
        ],
    )
    def test_a_figure(self, folder, value, said):
        (fault,) = refused(folder(figures_yaml=SHARE.replace("80.53", value)))
        assert fault.startswith(f"figures.yaml:1 (dvc): {said}")

    def test_a_correction(self, folder):
        corrected = SHARE.replace("source: d", "source: d, corrections: [{reason: Nhầm, value: 105}]")
        assert refused(folder(figures_yaml=corrected)) == ["figures.yaml:1: value: The value lies between 0 and 100."]

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (("value: 15, rank_of: 63", "value: 105"), "value: The value lies between 0 and 100."),
            (("value: 15, rank_of: 63", "value: 50, value_max: 40"), None),
            (
                ("value: 15, rank_of: 63", "value: 15, baseline: 2020-Q4, baseline_value: -3"),
                "baseline_value: The value lies between 0 and 100.",
            ),
            (
                ("value: 15, rank_of: 63", "value: 15, baseline: 2024-Q4, baseline_value: 3"),
                "baseline: The baseline must lie before the due period.",
            ),
        ],
    )
    def test_a_target(self, folder, change, said):
        share = TARGET.replace("dti-rank", "dvc").replace("due: 2023", "due: 2023-Q4").replace(*change)
        expected = said or "value_max: The upper bound must lie above the lower one."
        assert refused(folder(targets_yaml=share)) == [f"targets.yaml:1 (t): {expected}"]

    def test_a_revision(self, folder):
        revised = TARGET.replace(
            "due: 2023",
            "due: 2023, revisions: [{reason: Điều chỉnh, document: d, effective_on: 2022-06-01, value: 70}]",
        )
        assert refused(folder(targets_yaml=revised)) == [
            "targets.yaml:1: value: A rank lies between 1 and 63, the number of units ranked."
        ]

    def test_an_indicator_that_only_the_database_knows(self, folder, tmp_path):
        seed("--folder", folder())
        for name in GOOD:
            (tmp_path / name).unlink()
        (tmp_path / "figures.yaml").write_text(SHARE.replace("80.53", "180.53"), encoding="utf-8")
        assert refused(str(tmp_path)) == ["figures.yaml:1 (dvc): value: The value lies between 0 and 100."]


class TestInside:
    def test_a_revised_target_repeats_its_newest_terms(self, folder):
        revised = TARGET.replace(
            "due: 2023",
            "due: 2023, revisions: [{reason: Điều chỉnh, document: d, effective_on: 2022-06-01, value: 20}]",
        )
        seed("--folder", folder(targets_yaml=revised))
        target = Target.objects.get()
        assert target.value == 20
        assert [(one.version, one.value, one.due_year) for one in target.revisions.all()] == [
            (1, 15, 2023),
            (2, 20, 2023),
        ]

    def test_a_draft_is_not_published(self, folder):
        draft = FIGURE.replace("source\n", "source,status\n").replace(",d\n", ",d,draft\n")
        seed("--folder", folder(figures_csv=draft))
        assert Figure.objects.get().status == FigureStatus.DRAFT
        assert not Publication.objects.exists()

    def test_a_row_may_refer_to_one_that_comes_later(self, folder):
        later = DOCUMENT.replace("code: d", "code: d, quoted_in: e") + DOCUMENT.replace("code: d", "code: e")
        seed("--folder", folder(documents_yaml=later))
        assert Document.objects.get(code="d").quoted_in.code == "e"

    def test_an_edition_dates_its_figures(self, folder):
        edition = "- {indicators: [dti-rank], period: 2021, public_on: 2022-08-08, public_text: 8/8/2022}\n"
        seed("--folder", folder(editions_yaml=edition))
        publication = Publication.objects.get()
        assert (publication.public_on, publication.public_text) == (date(2022, 8, 8), "8/8/2022")

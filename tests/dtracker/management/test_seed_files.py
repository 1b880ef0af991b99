"""`manage.py seed` with small files: what it makes of a row, and how it refuses bad files."""

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


DOCUMENT = "- {code: d, title: {vi: Văn bản}, kind: plan, origin: entered}\n"
PROVINCE = (
    "slug,register_id,started_on,name_vi,name_en,kind,code,valid_from\n"
    "hai-duong,hai-duong-2008,2008-08-01,Hải Dương,Hai Duong,province,30,2008-08-01\n"
)
INDICATOR = "- {code: dti-rank, name: {vi: Hạng, en: Rank}, pillar: tong-hop, shape: rank, minimum: 1}\n"
PILLAR = "- {code: tong-hop, name: {vi: Tổng hợp, en: Overall}}\n"
FIGURE = "indicator,province,period,value,rank_of,source\ndti-rank,hai-duong,2021,14,63,d\n"
TARGET = "- {code: t, indicator: dti-rank, province: hai-duong, document: d, value: 15, rank_of: 63, due: 2023}\n"
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
                "figures.csv:2 (dti-rank): A rank lies between 1 and the number of units ranked.",
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
                "- {code: d, title: {vi: Văn bản}, kind: plan}\n",
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
                DOCUMENT.replace("origin", "code: e, origin"),
                "documents.yaml:1: A column stands twice in this row.",
            ),
            ("documents_yaml", DOCUMENT + "- [\n", "documents.yaml:3: This is not correct YAML."),
            ("documents_yaml", "code: d\n", "documents.yaml:1: A list of rows is expected here."),
            (
                "targets_yaml",
                TARGET.replace("value: 15", "value: 0").replace("rank_of: 63, ", ""),
                "targets.yaml:1 (t): The target value lies outside the range of its indicator.",
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
            "- {code: d, title: {vi: A}, kind: plan, origin: entered, quoted_in: e}\n"
            "- {code: e, title: {vi: B}, kind: plan, origin: entered, quoted_in: d}\n"
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

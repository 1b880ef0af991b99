"""The data of a province for other programs: what they hold, what they refuse, and that their description is true."""

import re
from datetime import date

import pytest
from django.test import Client

from indicators.enums import Status, TargetKind
from indicators.exports.openapi import description
from tests import cast, make

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/provinces/hai-duong/targets/"


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def hai_duong():
    """A share behind its path, with a ratio that never ends, and a rank without a figure."""
    place = cast.hai_duong()
    share = make.indicator()
    make.target(share, place, 90, "2030-Q4", baseline="20@2020-Q4", code="files", owner_vi="Sở Nội vụ")
    make.published(share, place, "2024-Q4", "21.5", public_on=date(2025, 1, 20))
    make.target(make.rank_indicator(), place, 15, "2025", code="rank")
    return place


def targets_of(client, query=""):
    found = client.get(f"{ADDRESS}{query}").json()["targets"]
    return {each["code"]: each for each in found}


# A schema held against a value. Of JSON Schema only what the description uses.

TYPES = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}


def faults(value, schema: dict, schemas: dict, path: str = "$") -> list[str]:
    """What of the value is not as the schema says."""
    if "$ref" in schema:
        return faults(value, schemas[schema["$ref"].rpartition("/")[2]], schemas, path)
    if "oneOf" in schema:
        tried = [faults(value, each, schemas, path) for each in schema["oneOf"]]
        return [] if [] in tried else tried[0]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if type(value) not in [TYPES[each] for each in kinds]:
        return [f"{path} is {value!r}, not {kinds}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{path} is {value!r}, not one of the codes"]
    if "pattern" in schema and value is not None and not re.search(schema["pattern"], value):
        return [f"{path} is {value!r}, not {schema['pattern']}"]
    return _inner_faults(value, schema, schemas, path)


def _inner_faults(value, schema, schemas, path) -> list[str]:
    if isinstance(value, list):
        return [
            fault for n, each in enumerate(value) for fault in faults(each, schema["items"], schemas, f"{path}.{n}")
        ]
    if not isinstance(value, dict):
        return []
    assert schema["required"] == list(schema["properties"])
    if value.keys() != schema["properties"].keys():
        return [f"{path} has {sorted(value.keys() ^ schema['properties'].keys())} on one side only"]
    return [
        fault
        for name, each in value.items()
        for fault in faults(each, schema["properties"][name], schemas, f"{path}.{name}")
    ]


def faults_of(answer: dict, name: str) -> list[str]:
    schemas = description("")["components"]["schemas"]
    return faults(answer, schemas[name], schemas)


@pytest.mark.parametrize("query", ["", "?lang=en", "?as_of=2021-01-01"])
def test_the_answer_is_as_described(client, hai_duong, query):
    answer = client.get(f"{ADDRESS}{query}").json()
    assert faults_of(answer, "Targets") == []


def test_the_comparison_with_the_description_can_fail(client, hai_duong):
    answer = client.get(ADDRESS).json()
    answer["targets"][0]["status"]["code"] = "fine"
    answer["targets"][1]["terms"]["value"] = 90
    del answer["province"]["code"]
    assert len(faults_of(answer, "Targets")) == 3


def test_the_description_names_the_addresses(client):
    found = client.get("/api/v1/").json()
    assert (found["openapi"], found["servers"]) == ("3.1.0", [{"url": "http://testserver"}])
    assert list(found["paths"]) == [ADDRESS.replace("hai-duong", "{slug}")]
    assert found["components"].keys() == {"schemas"}


# What it holds


def test_decimals_are_exact_text(client, hai_duong):
    target = targets_of(client)["files"]
    assert (target["terms"]["value"], target["figure"]["value"]) == ("90", "21.5")
    assert (target["terms"]["due"], target["figure"]["period"], target["figure"]["public_on"]) == (
        "2030-Q4", "2024-Q4", "2025-01-20",
    )  # fmt: skip
    assert target["pace"]["expected"] == "48"
    assert target["pace"]["ratio"].startswith("0.0535714285714285714285714285714")  # 1.5 of 28
    assert (target["pace"]["elapsed"], target["pace"]["total"]) == (16, 40)


def test_codes_stay_and_words_are_in_the_language_asked_for(client, hai_duong):
    vietnamese, english = targets_of(client)["files"], targets_of(client, "?lang=en")["files"]
    assert (vietnamese["status"]["code"], english["status"]["code"]) == ("slow", "slow")
    assert (vietnamese["status"]["words"], english["status"]["words"]) == ("Chậm tiến độ", "Behind schedule")
    assert vietnamese["status"]["rule"] == english["status"]["rule"] == "12-slow"
    assert (vietnamese["owner"], english["owner"]) == ("Sở Nội vụ", "Sở Nội vụ")
    response = client.get(f"{ADDRESS}?lang=en")
    assert (response.json()["language"], response.headers["Content-Language"]) == ("en", "en")


def test_what_is_lacking_is_null(client, hai_duong):
    rank = targets_of(client)["rank"]
    assert (rank["figure"], rank["status"]["code"], rank["status"]["reason"]) == (None, "no-data", "no-figure")
    assert rank["pace"]["ratio"] is None


def test_the_counts_are_those_of_the_targets(client, hai_duong):
    counts = client.get(ADDRESS).json()["counts"]
    assert {code: count for code, count in counts.items() if count} == {"slow": 1, "no-data": 1}
    assert counts.keys() == set(Status.values)


def test_a_past_day_gives_what_was_published_then(client, hai_duong):
    answer = client.get(f"{ADDRESS}?as_of=2025-01-19").json()
    assert answer["as_of"] == "2025-01-19"
    assert [each["figure"] for each in answer["targets"]] == [None, None]
    assert answer["targets"][0]["page"].startswith("http://testserver/provinces/hai-duong/indicators/")
    assert "?as_of=2025-01-19#why-" in answer["targets"][0]["page"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("?status=slow", ["files"]),
        ("?status=met", []),
        ("?horizon=2025", ["rank"]),
        ("?horizon=2030&pillar=chinh-quyen-so", ["files"]),
        ("?horizon=2030&status=slow&lang=en", ["files"]),
    ],
)
def test_it_is_narrowed_as_the_page_is(client, hai_duong, query, codes):
    assert list(targets_of(client, query)) == codes


def test_only_targets_are_judged(client, hai_duong):
    make.target(make.indicator("wish"), hai_duong, 100, kind=TargetKind.ASPIRATION, document=None, code="wish")
    assert sorted(targets_of(client)) == ["files", "rank"]


def test_made_up_figures_say_so(client, hai_duong):
    assert client.get(ADDRESS).json()["notice"] == ""
    hai_duong.is_illustration = True
    hai_duong.save()
    assert client.get(ADDRESS).json()["notice"] == "Số liệu minh hoạ, không trích dẫn."


# What it refuses, and what it does not send twice


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/provinces/atlantis/targets/", 404),
        (f"{ADDRESS}?as_of=2023-02-30", 404),
        (f"{ADDRESS}?as_of=2999-01-01", 404),
        (f"{ADDRESS}?status=fine", 404),
        (f"{ADDRESS}?horizon=soon", 404),
        (f"{ADDRESS}?horizon=2031", 404),
        (f"{ADDRESS}?pillar=kinh-te-so", 404),
        (f"{ADDRESS}?lang=fr", 400),
        ("/api/v1/?lang=fr", 400),
    ],
)
def test_a_refusal_is_a_sentence(client, hai_duong, address, status):
    response = client.get(address)
    assert response.status_code == status
    assert faults_of(response.json(), "Refusal") == []
    assert response.json()["error"].endswith((".", "en"))


def test_the_same_is_not_sent_again_until_something_changes(client, hai_duong):
    tag = client.get(ADDRESS).headers["ETag"]
    again = client.get(ADDRESS, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{ADDRESS}?lang=en", headers={"if-none-match": tag}).status_code == 200
    make.published(hai_duong.targets.get(code="rank").indicator, hai_duong, "2024", 19)
    assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 200


def test_it_is_read_only(client, hai_duong):
    assert [client.post(ADDRESS).status_code, client.delete(ADDRESS).status_code] == [405, 405]

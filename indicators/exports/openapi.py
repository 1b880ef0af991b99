"""What the data of `indicators.exports.targets_json` look like, as an OpenAPI 3.1 document.

Written by hand, since it is one address; tests/dtracker/pages/test_api.py holds every answer against it.
"""

from django.utils.translation import gettext as _

from indicators.enums import Comparator, EditionRule, Flag, Group, Reason, Rule, Status

VERSION = "1.0"
JSON_TYPE = "application/json"
TEXT = {"type": "string"}
NUMBER = {"type": ["string", "null"], "pattern": r"^-?\d+(\.\d+)?$"}
COUNT = {"type": ["integer", "null"]}
PERIOD = {"type": ["string", "null"], "pattern": r"^\d{4}(-Q[1-4])?$"}
DAY = {"type": ["string", "null"], "format": "date"}
YES_OR_NO = {"type": "boolean"}


def description(site: str) -> dict:
    """The document in the language of the moment; `site` is where its addresses begin."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "dtracker", "version": VERSION, "description": _about()},
        "servers": [{"url": site}],
        "paths": {"/api/v1/provinces/{slug}/targets/": {"get": _targets()}},
        "components": {"schemas": _schemas()},
    }


def _about() -> str:
    return " ".join(
        (
            _("Published targets and figures, read only."),
            _("Codes stay the same; words come in the language asked for and may be reworded."),
            _("Decimals are text, exact and with a point. Periods are 2023 or 2023-Q4, days 2023-12-31."),
            _("Send the ETag back as If-None-Match: while nothing has changed the answer is 304 without content."),
        )
    )


def _targets() -> dict:
    return {
        "summary": _("The judged targets of a province: by pillar, within each worst first"),
        "operationId": "targets",
        "parameters": [
            _parameter("slug", "path", _("Name of the province in the address, such as hai-duong")),
            _parameter(
                "as_of", "query", _("The day whose published state is wanted; without it, today"), format="date"
            ),
            _parameter("lang", "query", _("Language of the words"), enum=["vi", "en"]),
            _parameter("status", "query", _("Only targets of this status"), enum=Status.values),
            _parameter("horizon", "query", _("Only targets due in this year"), pattern=r"^\d{4}$"),
            _parameter("pillar", "query", _("Only targets of the pillar with this code")),
        ],
        "responses": {
            "200": _answer(_("The targets"), "Targets"),
            "304": {"description": _("Nothing has changed since the answer with this ETag")},
            "400": _answer(_("A language that the site does not speak"), "Refusal"),
            "404": _answer(_("No such province, day, status or year; the sentence says which"), "Refusal"),
        },
    }


def _parameter(name: str, place: str, text: str, **schema) -> dict:
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "description": text,
        "schema": TEXT | schema,
    }


def _answer(text: str, name: str) -> dict:
    return {"description": text, "content": {JSON_TYPE: {"schema": _ref(name)}}}


def _ref(name: str) -> dict:
    return {"$ref": f"#/components/schemas/{name}"}


def _one_of(values) -> dict:
    return {"type": "string", "enum": list(values)}


def _object(text: str = "", /, **properties) -> dict:
    """Every property is always there; null or "" says that there is nothing."""
    found = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return found | ({"description": text} if text else {})


def _or_null(name: str) -> dict:
    return {"oneOf": [_ref(name), {"type": "null"}]}


def _list_of(schema: dict) -> dict:
    return {"type": "array", "items": schema}


def _schemas() -> dict:
    return {
        "Targets": _object(
            province=_ref("Province"),
            as_of=TEXT | {"format": "date"},
            language=_one_of(["vi", "en"]),
            notice=TEXT | {"description": _("What must be said with the figures; empty for real provinces")},
            counts=_object(**{status: {"type": "integer"} for status in Status.values}),
            targets=_list_of(_ref("Target")),
        ),
        "Province": _object(slug=TEXT, code=TEXT, name=TEXT, ended_on=DAY, is_illustration=YES_OR_NO),
        "Target": _object(
            code=TEXT,
            indicator=_object(code=TEXT, name=TEXT, unit=TEXT),
            pillar=_object(code=TEXT, name=TEXT),
            document=_or_null("Document"),
            owner=TEXT,
            terms=_ref("Terms"),
            figure=_or_null("Figure"),
            status=_ref("Status"),
            pace=_ref("Pace"),
            why=_ref("Why"),
            page=TEXT | {"format": "uri"},
        ),
        "Document": _object(code=TEXT, label=TEXT),
        "Terms": _terms(),
        "Revised": _object(
            _("What the document first set, where a revision is in force instead"),
            first_value=NUMBER,
            first_due=PERIOD,
            in_force_from=DAY,
            words=TEXT,
        ),
        "Figure": _figure(),
        "Status": _status(),
        "Pace": _pace(),
        "Why": _object(
            _("Why the target has its status: word for word as on the page, in Excel and in Word"),
            title=TEXT,
            steps=_list_of(_object(label=TEXT, text=TEXT)),
            verdict=TEXT,
        ),
        "Refusal": _object(error=TEXT),
    }


def _terms() -> dict:
    return _object(
        _("The terms in force on the day, revisions taken into account"),
        comparator=_one_of(Comparator.values),
        value=NUMBER,
        value_max=NUMBER,
        rank_of=COUNT,
        due=PERIOD,
        due_on=DAY,
        edition_rule=_one_of(EditionRule.values),
        baseline=NUMBER,
        baseline_period=PERIOD,
        words=TEXT,
        due_words=TEXT,
        revised=_or_null("Revised"),
    )


def _figure() -> dict:
    return _object(
        _("The figure that was judged, else the latest; of a count within the year the sum since its start"),
        value=NUMBER,
        rank_of=COUNT,
        period=PERIOD,
        is_judged=YES_OR_NO,
        public_on=DAY,
        version=COUNT,
        words=TEXT,
        period_words=TEXT,
    )


def _status() -> dict:
    return _object(
        code=_one_of(Status.values),
        group=_one_of(Group.values),
        reason={"type": ["string", "null"], "enum": [*Reason.values, None]},
        rule=_one_of(Rule.values),
        is_final=YES_OR_NO,
        is_stale=YES_OR_NO,
        words=TEXT,
        flags=_list_of(_object(code=_one_of(Flag.values), words=TEXT)),
    )


def _pace() -> dict:
    return _object(
        _("By the period of the figure; changes are for each period that is left, with their sign"),
        expected=NUMBER,
        ratio=NUMBER,
        gap=NUMBER,
        needed=NUMBER,
        recent=NUMBER,
        tolerance=NUMBER,
        elapsed=COUNT,
        total=COUNT,
        gap_words=TEXT,
        needed_words=TEXT,
    )

"""Where a target is changed: which documents are offered to decide, and which are refused."""

import pytest

from indicators.enums import DocumentKind, DocumentStatus
from tests import cast, make
from tests.indicators.admin.test_admin_targets import DAY, DOCUMENT, LIST, REASON, added, errors, send, terms

pytestmark = pytest.mark.django_db


def test_documents_of_the_province_its_successor_and_the_country_decide(client):
    successor = cast.province("hai-phong", "Hải Phòng")
    province = cast.hai_duong(successor=successor, ended_on=cast.MERGED)
    target = make.target(
        make.indicator(), province, "80", "2025-Q4", document=make.document("sap-xep", title_vi="cua-bo")
    )
    client.force_login(cast.hoa())
    for code, place in (("cua-tinh", province), ("tinh-moi", successor), ("ca-nuoc", None)):
        make.document(code, title_vi=code, province=place)
    make.document("bai-bao", province=province, kind=DocumentKind.ARTICLE)
    draft = make.document("du-thao", title_en="Draft", province=province, status=DocumentStatus.DRAFT)
    other = make.document("tinh-khac", title_en="Other", province=cast.ha_giang())

    widget = client.get(f"{LIST}{target.pk}/change/").context["adminform"].form["revision_document"].as_widget()
    assert f"/admin/indicators/document/add/?_to_field=id&amp;_popup=1&amp;province={province.pk}" in widget
    asked = {"app_label": "indicators", "model_name": "targetrevision", "field_name": "document"}
    found = client.get("/admin/autocomplete/", asked | {"deciding_for": str(province.pk)}).json()["results"]
    assert f"deciding_for={province.pk}" in widget
    assert {each["text"] for each in found} == {"cua-tinh", "tinh-moi", "ca-nuoc", "cua-bo"}

    client.cookies["django_language"] = "en"
    told = ["“Other” is a document of Ha Giang. Name one that decides for Hai Duong."]
    decision = {REASON: "Điều chỉnh", DOCUMENT: other.pk, DAY: "01/01/2025"}
    assert errors(send(client, target, value="60", **decision)) == {DOCUMENT: told}
    decision[DOCUMENT] = draft.pk
    assert errors(send(client, target, value="60", **decision)) == {
        DOCUMENT: ["“Draft” is a draft. Name what was issued."]
    }
    assert terms(target)[0] == 80
    new = added(target.indicator, province, code="moi", document=other.pk)
    assert errors(client.post(f"{LIST}add/", new)) == {"document": told}

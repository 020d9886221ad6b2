"""Who may come in: administrators and operators, each to his areas; nothing of Flask-Admin is there unused."""

from __future__ import annotations

import pytest

from onewindow.domain.permissions import Permission
from tests.onewindow.admin.office import Office, said
from tests.onewindow.admin.people import CLERK, COUNTY_ADMIN, OPERATOR, TOWN_ADMIN

AREAS = ("tenants", "departments", "people", "days", "years", "publications")


def routes(office: Office, method: str) -> list[tuple[str, str]]:
    """The addresses of the back office that answer a method, each with its endpoint."""
    rules = [rule for rule in office.app.url_map.iter_rules() if rule.rule.startswith("/admin/")]
    return [(rule.rule.replace("<act>", "close"), rule.endpoint) for rule in rules if method in (rule.methods or ())]


def test_every_route_declares_the_permission_of_its_area(office: Office) -> None:
    declared = {endpoint: office.app.view_functions[endpoint].__access__ for _, endpoint in routes(office, "GET")}  # type: ignore[attr-defined]
    assert len(declared) > 15
    assert {endpoint.split(".")[0]: permission for endpoint, permission in declared.items()} == {
        "admin": Permission.REFERENCE_EDIT,
        "admin_tenants": Permission.TENANT_MANAGE,
        "admin_departments": Permission.REFERENCE_EDIT,
        "admin_people": Permission.PEOPLE_MANAGE,
        "admin_signing_in": Permission.PEOPLE_MANAGE,
        "admin_days": Permission.REFERENCE_EDIT,
        "admin_years": Permission.REFERENCE_EDIT,
        "admin_publications": Permission.REFERENCE_EDIT,
    }


def test_whoever_is_not_signed_in_is_asked_to(office: Office) -> None:
    stranger = office.caller()
    for path, _endpoint in routes(office, "GET"):
        answer = stranger.get(path)
        assert (answer.status_code, answer.location.split("?")[0]) == (302, "/sign-in"), path


def test_a_clerk_gets_nowhere_and_is_shown_no_way(office: Office) -> None:
    clerk = office.caller(CLERK)
    for path, _endpoint in routes(office, "GET"):
        assert clerk.get(path).status_code == 403, path
    assert "/admin/" not in clerk.get("/desk/").text


def test_a_clerk_writes_nothing(office: Office) -> None:
    clerk, page = office.caller(CLERK), "/desk/"
    for path, _endpoint in routes(office, "POST"):
        token = clerk.get(page).text.split('name="csrf-token" content="')[1].split('"')[0]
        assert clerk.post_bare(path, {"csrf_token": token}).status_code == 403, path


def test_an_operator_looks_after_reference_data_but_not_after_people(office: Office) -> None:
    operator = office.caller(OPERATOR)
    assert {area: operator.get(f"/admin/{area}/").status_code for area in AREAS} == {
        area: 403 if area == "people" else 200 for area in AREAS
    }
    assert "/admin/people/" not in operator.get("/admin/").text


@pytest.mark.parametrize("username", [COUNTY_ADMIN, TOWN_ADMIN])
def test_an_administrator_begins_here_and_finds_every_area(office: Office, username: str) -> None:
    admin = office.caller(username)
    home = admin.get("/admin/")
    assert home.status_code == 200
    assert [area for area in AREAS if f'href="/admin/{area}/"' in home.text] == list(AREAS)
    assert 'aria-current="page">概览' in home.text
    assert "系统管理" in said(home)
    with admin.client.session_transaction() as session:
        assert session["home"] == "/admin/"


def test_areas_keep_their_place_in_the_navigation(office: Office) -> None:
    page = office.caller(COUNTY_ADMIN).get("/admin/departments/new/").text
    assert 'title="系统管理" aria-current="page"' in page
    assert 'aria-current="page">部门' in page


@pytest.mark.parametrize(
    "path", ["action/", "export/csv/", "ajax/lookup/", "ajax/update/", "details/", "edit/", "delete/", "new/"]
)
def test_nothing_of_flask_admin_is_there_that_is_not_used(office: Office, path: str) -> None:
    admin = office.caller(COUNTY_ADMIN)
    for area in ("tenants", "publications"):
        assert admin.get(f"/admin/{area}/{path}").status_code == 404
    token = admin.get("/admin/").text.split('name="csrf-token" content="')[1].split('"')[0]
    assert admin.post_bare(f"/admin/tenants/{path}", {"csrf_token": token}).status_code == 404


def test_flask_admins_own_files_are_not_served(office: Office) -> None:
    admin = office.caller(COUNTY_ADMIN)
    assert admin.get("/admin/static/bootstrap/bootstrap4/css/bootstrap.min.css").status_code == 404
    assert admin.get("/admin/").text.count("bootstrap") == 2, "one Bootstrap: its folder and its file"


@pytest.mark.parametrize("token", [None, "", "forged"])
def test_a_post_without_the_token_of_a_page_changes_nothing(office: Office, token: str | None) -> None:
    admin = office.caller(COUNTY_ADMIN)
    fields = {"scope": "441322000000", "name": "伪造的部门", "level": "county", "valid_from": "2026-01-01"}
    answer = admin.post_bare("/admin/departments/new/", fields if token is None else {**fields, "csrf_token": token})
    assert answer.status_code == 400
    assert (
        "伪造的部门"
        not in admin.get("/admin/departments/", search="伪造的部门")
        .text.split("<main")[1]
        .split("ow-filter")[1]
        .split("</form>")[1]
    )
    assert office.acts(441322_000000, "department.create") == []


def test_what_was_typed_survives_an_ended_session(office: Office) -> None:
    stranger = office.caller()
    token = stranger.get("/sign-in").text.split('name="csrf-token" content="')[1].split('"')[0]
    answer = stranger.post_bare("/admin/departments/new/", {"csrf_token": token, "name": "打了一半的部门"})
    assert answer.status_code == 401
    assert 'name="resume"' in answer.text

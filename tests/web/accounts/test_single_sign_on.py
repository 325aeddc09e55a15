"""Statement 23: the district's service signs people in by issuer and subject, never by e-mail."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from forwhom.errors import WebError
from forwhom.web.accounts import changes
from forwhom.web.accounts.models import Invitation, Person, Place, Post, SignIn
from forwhom.web.accounts.roles import Principal
from forwhom.web.history.changes import NOBODY
from forwhom.web.history.models import Entry
from forwhom.web.oidc import origins, providers
from tests.web.accounts.oidc_server import CLIENT, SECRET, Service


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    made = Service()
    yield made
    made.close()


@pytest.fixture
def service(running: Service, settings: Any) -> Service:
    running.lies, running.header, running.signed_with = {}, {}, None
    running.subject, running.claims = "sub-1", {"email": "ana@example.org", "name": "Ana"}
    named = {"issuer": running.issuer, "client_id": CLIENT, "client_secret": SECRET}
    settings.SOCIALACCOUNT_PROVIDERS = providers(named | {"name": "Valley"})
    return running


@pytest.fixture
def link(district: Any) -> str:
    school = Place.objects.get(code="0101")
    return changes.invite(by=NOBODY, email="ana@example.org", role=Principal, place=school)


def through(client: Client) -> Any:
    """Press the button, say yes at the service, and come back."""
    sent = client.post("/account/service/")
    assert sent.status_code == 302
    back = requests.get(sent["Location"], allow_redirects=False, timeout=5).headers["Location"]
    return client.get(back.replace("http://testserver", ""))


def is_in(client: Client) -> bool:
    return bool(client.get("/").status_code == 200)


@pytest.fixture
def bound(service: Service, link: str) -> Person:
    client = Client()
    client.get(link)
    through(client)
    return Person.objects.get()


def test_the_question_carries_state_nonce_and_challenge(service: Service, db: None) -> None:
    asked = Client().post("/account/service/")["Location"]
    for part in ("state=", "nonce=", "code_challenge=", "code_challenge_method=S256"):
        assert part in asked
    assert asked.startswith(service.issuer + "/authorize?")


def test_a_first_sign_in_with_an_opened_invitation_binds(bound: Person, service: Service) -> None:
    account = SocialAccount.objects.get()
    assert (account.provider, account.uid, account.user_id) == (service.issuer, "sub-1", bound.pk)
    assert [(post.role, post.place.code) for post in Post.objects.all()] == [("principal", "0101")]
    assert not Invitation.objects.usable().exists()


def test_the_next_time_it_opens_whatever_the_e_mail_says(bound: Person, service: Service) -> None:
    service.claims = {"email": "a.new.name@example.org"}
    client = Client()
    through(client)
    assert is_in(client)
    assert SignIn.objects.latest("pk").how == "elsewhere"


def test_its_second_factor_is_that_of_the_service(
    bound: Person, service: Service, strict: None
) -> None:
    client = Client()
    through(client)
    assert is_in(client)


def test_an_unknown_subject_gets_no_account(service: Service, district: Any) -> None:
    client = Client()
    answer = through(client)
    assert answer.status_code == 403
    assert "Open the link of your invitation first" in answer.content.decode()
    assert not is_in(client)
    assert not Person.objects.exists()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("verified", [True, "true", 1, None])
def test_a_forged_e_mail_gets_nothing(service: Service, with_password: Any, verified: Any) -> None:
    victim = with_password("superintendent")
    service.subject = "sub-of-somebody-else"
    service.claims = {"email": victim.email, "email_verified": verified}
    client = Client()
    assert through(client).status_code == 403
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_an_invitation_not_opened_here_binds_nobody(service: Service, link: str) -> None:
    assert through(Client()).status_code == 403
    assert Invitation.objects.usable().exists()


def test_another_issuer_with_the_same_subject_is_another(bound: Person, service: Service) -> None:
    SocialAccount.objects.update(provider="https://elsewhere.example.org")
    client = Client()
    assert through(client).status_code == 403
    assert not is_in(client)


def test_a_deactivated_person_stays_out(bound: Person, service: Service) -> None:
    changes.deactivate(by=NOBODY, person=bound)
    client = Client()
    through(client)
    assert not is_in(client)


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"iss": "https://evil.example.org"},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
        {"discovered": "https://evil.example.org"},
    ],
)
def test_a_token_that_lies_opens_nothing(
    bound: Person, service: Service, lie: dict[str, Any]
) -> None:
    client = Client()
    if "discovered" in lie:
        sent = client.post("/account/service/")
        service.lies = lie
        back = requests.get(sent["Location"], allow_redirects=False, timeout=5).headers["Location"]
        answer = client.get(back.replace("http://testserver", ""))
    else:
        service.lies = lie
        answer = through(client)
    assert answer.status_code == 403
    assert "The sign-in did not work" in answer.content.decode()
    assert not is_in(client)


def test_a_new_key_of_the_service_is_taken_and_the_old_one_no_more(
    bound: Person, service: Service
) -> None:
    old = service.rotate()
    client = Client()
    through(client)
    assert is_in(client)
    service.signed_with = old
    stranger = Client()
    assert through(stranger).status_code == 403
    assert not is_in(stranger)


def test_a_key_of_somebody_else_under_the_right_name_opens_nothing(
    bound: Person, service: Service
) -> None:
    service.signed_with = (next(iter(service.keys)), rsa.generate_private_key(65537, 2048))
    client = Client()
    assert through(client).status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_an_unsigned_token_or_one_signed_with_a_word_opens_nothing(
    bound: Person, service: Service, algorithm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import jwt

    def weak(nonce: str) -> str:
        now = int(time.time())
        said = {
            "iss": service.issuer, "aud": CLIENT, "sub": "sub-1", "nonce": nonce, "iat": now,
            "exp": now + 300,
        }  # fmt: skip
        word = "" if algorithm == "none" else SECRET * 3
        return jwt.encode(said, word, algorithm, {"kid": next(iter(service.keys))})

    monkeypatch.setattr(service, "token", weak)
    client = Client()
    assert through(client).status_code == 403
    assert not is_in(client)


def test_a_wrong_state_or_the_answer_of_another_browser_opens_nothing(
    bound: Person, service: Service
) -> None:
    mine, theirs = Client(), Client()
    sent = mine.post("/account/service/")["Location"]
    back = requests.get(sent, allow_redirects=False, timeout=5).headers["Location"]
    path = back.replace("http://testserver", "")
    assert theirs.get(path).status_code == 403
    assert not is_in(theirs)
    assert mine.get(path.replace("state=", "state=x")).status_code == 403
    assert not is_in(mine)


def test_an_answer_opens_once(bound: Person, service: Service) -> None:
    client = Client()
    sent = client.post("/account/service/")["Location"]
    back = requests.get(sent, allow_redirects=False, timeout=5).headers["Location"]
    path = back.replace("http://testserver", "")
    client.get(path)
    assert is_in(client)
    client.post("/account/sign-out/")
    assert client.get(path).status_code == 403
    assert not is_in(client)


def test_saying_no_at_the_service_and_a_service_that_is_down_end_on_a_page(
    service: Service, settings: Any, db: None
) -> None:
    client = Client()
    client.post("/account/service/")
    assert client.get("/account/service/back/?error=access_denied&state=x").status_code == 403
    named = {"issuer": "http://127.0.0.1:9", "client_id": CLIENT, "client_secret": SECRET}
    settings.SOCIALACCOUNT_PROVIDERS = providers(named)
    assert client.post("/account/service/").status_code == 503


def test_the_button_is_there_only_with_a_service(service: Service, settings: Any, db: None) -> None:
    assert "Continue with Valley" in Client().get("/account/sign-in/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "Continue with" not in Client().get("/account/sign-in/").content.decode()
    assert Client().post("/account/service/").status_code == 404
    assert Client().get("/account/service/back/").status_code == 404


def test_the_query_can_neither_ask_for_more_nor_change_the_question(
    service: Service, db: None
) -> None:
    asked = Client().post("/account/service/?scope=admin&auth_params=nonce%3Dx&process=connect")
    assert "admin" not in asked["Location"]
    assert "nonce=x" not in asked["Location"]


def test_a_sign_in_that_was_refused_is_remembered(service: Service, district: Any) -> None:
    through(Client())
    row = Entry.objects.latest("number")
    assert (row.act, row.what, row.subject) == ("denied", "sign_in", "unknown subject")


@pytest.mark.parametrize(
    "named",
    [
        {"issuer": "http://id.example.org", "client_id": "a", "client_secret": "b"},
        {"issuer": "https://id.example.org", "client_id": "a"},
        {"isuer": "https://id.example.org", "client_id": "a", "client_secret": "b"},
    ],
)
def test_settings_that_are_not_safe_or_not_whole_are_refused(named: dict[str, str]) -> None:
    with pytest.raises(WebError):
        providers(named)


def test_a_form_of_ours_may_lead_to_the_service_and_nowhere_else() -> None:
    named = {"issuer": "https://id.example.org/tenant/7", "sign_in_origin": "https://log.in"}
    assert origins(named) == ["https://id.example.org", "https://log.in"]
    assert origins({}) == []

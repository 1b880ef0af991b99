"""What a rule about an address says; the rules stand in tests/url_rules.py and tests/url_rules_agreements.py."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from dtracker.accounts.roles import Permission
from tests.scene import Scene


class Door(Enum):
    """Who comes in at all."""

    OPEN = "everybody, always"
    READING = "everybody, unless the deployment asks readers to sign in"
    SIGNED_IN = "people with the permission somewhere"


def nothing(_scene: Scene) -> dict:
    return {}


@dataclass(frozen=True)
class Rule:
    """Who may call a path, with which arguments.

    `post` gives the data of a good POST; None: POST is refused. `wrong` is the answer to an unknown method.
    What is for reading is shown as of a day (`?as_of=`), unless `undated` says why not; where people work it is today,
    unless it is `dated` all the same.
    """

    door: Door
    args: Callable[[Scene], dict] = nothing
    get: Permission | None = None
    post: Callable[[Scene], dict] | None = None
    post_permission: Permission | None = None
    person: str = "lan"
    has_get: bool = True
    is_page: bool = True
    of_province: bool = False
    wrong: int = 405
    # What a good POST is answered, and a visitor: a script is told, a page leads on.
    done: int = 302
    visitor: int = 302
    undated: str = ""
    dated: bool = False


def province(made: Scene) -> dict:
    return {"slug": "hai-duong"}


def working(get: Permission, **fields) -> Rule:
    return Rule(Door.SIGNED_IN, get=get, **fields)

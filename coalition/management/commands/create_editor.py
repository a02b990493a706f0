"""Creates an account for an editor and prints its password once."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from coalition.roles import Role, give_role

# Without letters and digits that are taken for each other; 4 × 5 of 31 signs are 99 bits.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    """The password is random, printed once and stored only as a hash."""

    help = "Create an editor's account; its random password is printed once and stored only as a hash."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the command line."""
        parser.add_argument("username", nargs="?", default="editor")
        parser.add_argument(
            "--role",
            choices=Role.values,
            help="the role the account gets; without it the account has full rights",
        )
        parser.add_argument("--if-none", action="store_true", help="do nothing when there is an editor already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the account unless there is one."""
        username = str(options["username"])
        accounts = get_user_model()._default_manager
        if options["if_none"] and accounts.filter(is_staff=True, is_active=True).exists():
            return
        if accounts.filter(username=username).exists():
            raise CommandError(
                f"there is an account {username!r}. For a new password: manage.py changepassword {username}"
            )
        password = new_password()
        if options["role"]:
            give_role(get_user_model().objects.create_user(username=username, password=password), Role(options["role"]))
        else:
            get_user_model().objects.create_superuser(username=username, password=password)
        self.stdout.write(
            "\nAn editor's account was made. Its password is shown only now:\n"
            f"    user      {username}\n"
            f"    password  {password}\n"
            "Sign in at /sign-in/ and change it under your name there.\n"
        )


def new_password() -> str:
    """A random password that can be read aloud, e.g. `kq7mz-…`."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(5)) for _ in range(4))

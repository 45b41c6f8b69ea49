"""Read the configuration files, whose values hold below the environment and the options.

The file of the working folder holds above that of the user's configuration folder.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from platformdirs import user_config_path

from qa.errors import UsageError

_log = logging.getLogger(__name__)

NAME = "article-qa.toml"
Value = str | bool | int | float
# A key is named as the option is, without its dashes.
KEYS: Mapping[str, type[Value]] = {
    "store": str,
    "encoder": str,
    "reader": str,
    "milvus": str,
    "min-confidence": float,
    "top-k": int,
    "ocr": bool,
    "host": str,
    "port": int,
}
_KINDS = {
    str: "text in quotes",
    float: "a number",
    int: "a whole number",
    bool: "true or false",
}


@dataclass(frozen=True, slots=True)
class Configured:
    """Hold a value of a configuration file, and the file."""

    value: Value
    path: Path


def configuration_files() -> tuple[Path, Path]:
    """Return where the files may be: the user's, then the working folder's."""
    return user_config_path("article-qa") / NAME, Path(NAME)


def read_configuration(paths: Iterable[Path]) -> dict[str, Configured]:
    """Read the files that are there; a later one holds above an earlier one.

    Raises:
        UsageError: a file cannot be read, is not TOML, has a key that is not known, or a value of
            another kind than the key's.
    """
    configured = {}
    for path in paths:
        for key, value in _read_toml(path).items():
            _check(path, key, value)
            configured[key] = Configured(value, path)
    return configured


def _read_toml(path: Path) -> dict[str, Value]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not TOML: {error}.") from error
    _log.info("configuration %s", path)
    return values


def _check(path: Path, key: str, value: Value) -> None:
    if key not in KEYS:
        similar = get_close_matches(key.replace("_", "-"), KEYS, n=1)
        advice = f"Write {similar[0]}." if similar else f"There are {', '.join(KEYS)}."
        raise UsageError(f"{path} has a key that is not known: {key}. {advice}")
    kind = KEYS[key]
    # In Python True is an int, and a whole number is no float.
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise UsageError(f"{path} has {key} = {value!r}; it must be {_KINDS[kind]}.")

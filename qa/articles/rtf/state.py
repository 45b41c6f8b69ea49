"""What is set within a group of an RTF file, and what the text of a group is for."""

from __future__ import annotations

from dataclasses import dataclass

# What becomes of the text of a group, by the control word that it begins with.
TARGETS = {
    "footnote": "note",
    "shptxt": "box",
    "dptxbxtext": "box",
    "header": "edge",
    "headerl": "edge",
    "headerr": "edge",
    "headerf": "edge",
    "footer": "edge",
    "footerl": "edge",
    "footerr": "edge",
    "footerf": "edge",
    "listtext": "mark",
    "pntext": "mark",
    "title": "title",
    "author": "author",
    "ud": "",  # the same text as before it, in Unicode; where that text went
    "result": "",
    "fldrslt": "",
}
SKIPPED = frozenset(
    (
        "fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl pict objdata "
        "fldinst bkmkstart bkmkend themedata colorschememapping datastore latentstyles xmlnstbl "
        "filetbl generator nonesttables shprslt private tc xe atnid atnauthor atndate annotation "
        "atrfstart atrfend upr pntxta pntxtb subject operator keywords doccomm comment company "
        "manager category creatim revtim printim buptim hlinkbase userprops object info ftnsep "
        "ftnsepc aftnsep aftnsepc ftncn aftncn template passwordhash"
    ).split()
)
# Skipped groups in which other groups hold text that is shown.
_OPENING = {
    "upr": ("ud",),
    "object": ("result",),
    "info": ("title", "author"),
    "shpinst": ("shptxt",),
}
_HALF_POINTS = 4  # from which raised characters are superscripts


@dataclass(slots=True)
class GroupState:
    """What is set in a group; the groups in it begin with a copy.

    Attributes:
        target: what the text is for: "body", "note", "box", "edge", "mark", "title", "author", or
            "" where it is left out.
        within: the control word of the innermost skipped group.
        before_skip: the target outside the skipped groups.
        unicode_skip: how many characters stand behind one in Unicode for programs without it.
        font: the number of the font, or None.
    """

    target: str = "body"
    within: str = ""
    before_skip: str = "body"
    unicode_skip: int = 1
    font: int | None = None
    is_hidden: bool = False
    is_deleted: bool = False
    is_struck: bool = False
    position: str | None = None
    is_in_table: bool = False

    @property
    def is_seen(self) -> bool:
        """Tell whether the text is read: it has a target, and is not hidden, deleted or struck."""
        return bool(self.target) and not (self.is_hidden or self.is_deleted or self.is_struck)

    def enter(self, word: str, *, is_optional: bool) -> None:
        """Set what the text of a group is for, by the control word that the group begins with.

        Args:
            word: the control word.
            is_optional: whether the group may be skipped by programs that do not know the word.
        """
        if word in TARGETS and self._may_show(word):
            self.target = TARGETS[word] or self.target or self.before_skip
            self.within = ""
            if TARGETS[word]:
                self.position, self.is_in_table = None, False
        elif word in SKIPPED or (is_optional and word not in TARGETS):
            self.before_skip = self.target or self.before_skip
            self.target = ""
            self.within = word

    def format(self, word: str, number: int | None) -> None:
        """Apply a control word that sets how characters look."""
        is_on = number != 0
        if word == "plain":
            self.is_hidden = self.is_struck = self.is_deleted = False
            self.position, self.font = None, None
        elif word == "v":
            self.is_hidden = is_on
        elif word == "deleted":
            self.is_deleted = is_on
        elif word in ("strike", "striked"):
            self.is_struck = is_on
        elif word in ("super", "sub"):
            self.position = f"{word}script" if is_on else None
        elif word == "nosupersub":
            self.position = None
        elif word in ("up", "dn"):
            is_moved = (number if number is not None else 6) >= _HALF_POINTS
            kind = "superscript" if word == "up" else "subscript"
            self.position = kind if is_moved else None
        elif word == "uc":
            self.unicode_skip = max(0, min(number if number is not None else 1, 10))
        elif word == "f":
            self.font = number
        elif word in ("pard", "intbl"):
            self.is_in_table = word == "intbl"

    def _may_show(self, word: str) -> bool:
        if self.target:
            return word not in ("title", "author")
        return word in _OPENING.get(self.within, ())

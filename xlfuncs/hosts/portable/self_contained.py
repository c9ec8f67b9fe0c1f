"""A workbook that calls our functions, in whatever spelling, made to carry them itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlfuncs.formulas.calls import Edit, Link, links, omitted_arguments, spelled_calls
from xlfuncs.hosts.portable.links import external_links
from xlfuncs.hosts.portable.name_list import adding, names_in
from xlfuncs.hosts.portable.names import defined_names
from xlfuncs.ooxml.formula_places import Formula, formulas, is_sheet, parts_with_formulas
from xlfuncs.ooxml.markup import ByteEdit
from xlfuncs.ooxml.package import Package

_SUFFIX = "_of_xlfuncs"  # that no name of a user's ends with


class SelfContained:
    """What stands between a workbook and calculating by itself, and a copy of it that does.

    `calls` counts the calls on sheets, `sheets` those sheets, `elsewhere` the calls in names, tables and charts.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._book = str(package.workbook)
        self._content = package.xml(self._book)
        self._elements = package.elements(self._book)
        self._links = external_links(package, self._book)
        self._ours = defined_names()
        self._names = names_in(self._content, self._elements, self._ours, self._is_ours)
        self.calls = self.sheets = self.elsewhere = 0
        self.called: set[str] = set()
        self.lost_signature = False
        self.foreign: set[tuple[str, str]] = set()
        self._linking: dict[str, list[tuple[Formula, list[Edit], list[Link]]]] = {}
        for part in parts_with_formulas(package):
            self._read(part)
        used = {link.number for found in self._linking.values() for _, _, others in found for link in others}
        self._dead = [n for n, link in enumerate(self._links, 1) if link.is_ours and n not in used]

    def _is_ours(self, number: int) -> bool:
        # A number that no link has is of a file whose writer knew nothing of links.
        return number > 0 and (number > len(self._links) or self._links[number - 1].is_ours)

    def _read(self, part: str) -> None:
        """Note the formulas of a part that call us or have links in them."""
        count = 0
        for formula in self._formulas(part):
            text = formula.written.text
            calls = spelled_calls(text, self._is_ours)
            others = links(text)
            if not calls and not others:
                continue
            count += len(calls) * formula.cells
            self.called |= {call.name.upper() for call in calls}
            edits = [call.edit for call in calls if call.edit]
            gone = [range(edit.start, edit.end) for edit in edits]
            others = [link for link in others if not any(link.start in stretch for stretch in gone)]
            self._note_foreign(text, others)
            self._linking.setdefault(part, []).append((formula, edits, others))
        if is_sheet(self._package, part):
            self.calls += count
            self.sheets += bool(count)
        else:
            self.elsewhere += count

    def _formulas(self, part: str) -> Iterator[Formula]:
        dropped = self._names.placeholders if part == self._book else []
        stretches = [range(element.start, element.end) for element in dropped]
        for formula in formulas(self._package, part):
            if not any(formula.start in stretch for stretch in stretches):
                yield formula

    def _note_foreign(self, text: str, others: list[Link]) -> None:
        """Note calls of functions that are called as ours, but are another file's."""
        called = {call.start: call.name.upper() for call in spelled_calls(text)} if others else {}
        for link in others:
            if link.start - 1 in called:
                self.foreign.add((self._links[link.number - 1].file, called[link.start - 1]))

    @property
    def clashes(self) -> list[str]:
        """Names of ours that mean something else in the workbook: of cells, formulas, tables."""
        ours = {name.casefold(): name for name in self._ours}
        tables = [name for name in self._package.names if self._package.content_type(name).endswith(".table+xml")]
        taken = [self._package.elements(table)[0].attributes.get("displayName", "").casefold() for table in tables]
        return sorted({*self._names.clashes, *(ours[name] for name in taken if name in ours)})

    @property
    def keeps_link(self) -> bool:
        """Whether something besides calls of our functions needs the link to our add-in."""
        return any(link.is_ours for n, link in enumerate(self._links, 1) if n not in self._dead)

    @property
    def macros(self) -> set[str]:
        """The functions called that the workbook's own macros define as well."""
        parts = [link.part for link in self._package.relationships(self._book) if link.kind == "vbaProject"]
        if not parts:
            return set()
        from xlfuncs.hosts.portable.macros import public_functions  # which only workbooks with macros need

        return self.called.intersection(*[public_functions(self._package.content(part)) for part in parts if part])

    def write(self, target: Path) -> None:
        """Write the copy. Names that mean something else stay as they are."""
        self.edit()
        self._package.write(target)

    def edit(self, for_engine: bool = False) -> None:
        """Note in the package the changes that a copy is to have.

        The embedded engine takes no omitted argument, so it gets an empty text there; and no LAMBDA with a parameter
        that is a name of the workbook, so all of ours are written for it anew.
        """
        edits, ours, removed = self._package.edits, self._ours, [*self._names.placeholders]
        kept = {*self._names.clashes}
        if for_engine:
            ours = defined_names(_SUFFIX)
            removed += self._names.present.values()
        else:
            kept |= self._names.present.keys()
        for part, found in self._linking.items():
            for formula, calls, others in found:
                omitted = omitted_arguments(formula.written.text, self._is_ours) if for_engine else []
                edits[part] += self._formula_edits(formula, [*calls, *omitted], others)
        edits[self._book] += [ByteEdit(e.start, e.end, b"") for e in removed]
        edits[self._book] += adding(self._content, self._elements, {n: f for n, f in ours.items() if n not in kept})
        self._remove_dead_links()
        if any(edits.values()):
            self._remove_signature()

    def _formula_edits(self, formula: Formula, calls: list[Edit], others: list[Link]) -> Iterator[ByteEdit]:
        numbers = [(link, link.number - sum(dead < link.number for dead in self._dead)) for link in others]
        edits = [*calls, *(Edit(link.start, link.end, str(new)) for link, new in numbers if new != link.number)]
        if edits:
            yield ByteEdit(formula.start, formula.end, formula.written.edited(edits).encode())

    def _remove_dead_links(self) -> None:
        for number in self._dead:
            link = self._links[number - 1]
            self._package.edits[self._book].append(ByteEdit(link.element.start, link.element.end, b""))
            if link.relationship:
                self._package.remove(link.relationship, self._book)
        if self._dead and len(self._dead) == len(self._links):
            listed = next(e for e in self._elements if e.name == "externalReferences")
            self._package.edits[self._book].append(ByteEdit(listed.start, listed.end, b""))

    def _remove_signature(self) -> None:
        """Leave out the digital signature, which holds for the original only."""
        for link in self._package.relationships(""):
            if link.kind == "origin":
                self._package.remove(link, "")
                self.lost_signature = True

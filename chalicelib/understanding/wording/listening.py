"""What a message says in the policy's phrases, sentence by sentence. Pure.

A message is searched once (`listen`) by the tables of the languages it may be in; what was found is
asked by the cues of categories and by the sayings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from chalicelib.rules import Rules
from chalicelib.understanding.wording.folding import Folded, fold_text
from chalicelib.understanding.wording.lexicon import Lexicon, lexicon, names
from chalicelib.understanding.wording.phrases import Spoken


@dataclass(frozen=True, slots=True)
class Found:
    """What one table has of a text: the numbers of its phrases, by sentence that has some."""

    table: Lexicon
    phrases: Mapping[int, Set[int]]


@dataclass(frozen=True, slots=True)
class Said:
    """A text's folded sentences and what each table has of them.

    The first `of_subject` sentences are the subject's.
    """

    sentences: Sequence[str]
    found: Sequence[Found]
    of_subject: int = 0

    def part(self, start: int, stop: int) -> Said:
        """Return some of the sentences, as a text without a subject."""
        found = []
        for one in self.found:
            here = {at - start: one.phrases[at] for at in one.phrases if start <= at < stop}
            found.append(Found(one.table, here))
        return Said(self.sentences[start:stop], found)


def listen(subject: str, text: str, rules: Rules, tables: Iterable[str] | None = None) -> Said:
    """Return what a message says in the policy's phrases.

    Args:
        subject: the subject, possibly empty.
        text: the body, without quotes.
        rules: the policy.
        tables: those to ask (`written_in.tables_for`); None asks all.
    """
    first, rest = fold_text(subject), fold_text(text)
    spoken = Spoken(
        Folded([*first.sentences, *rest.sentences], [*first.tokens, *rest.tokens]),
    )
    found = []
    for name in sorted(names(rules) if tables is None else tables):
        table = lexicon(rules, name)
        here = table.phrases.within(spoken)
        if here:
            found.append(Found(table, here))
    return Said(spoken.sentences, found, len(first.sentences))

"""The words about an act, by their part in it: the act itself, its object, its means, its content.

Works on the grammar alone, like `syntax`, and knows no lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from tocsin.reading.syntax import VERBAL, misread_subject, roles, with_conjuncts

MODIFYING = frozenset({"compound", "amod", "nmod", "nummod", "prt", "poss"})
OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "dative"})
# Behind a noun that tells of an act: what it is done to.
OF_NOUN = frozenset({"of", "on", "against", "at", "for", "to", "into"})
MEANS = frozenset(
    {"with", "by", "using", "from", "via", "through", "in", "under", "over", "during"}
)
MEANS |= {"at", "amid"}
CONTENT = frozenset({"xcomp", "ccomp", "dobj", "prep", "acl", "relcl", "nsubjpass", "oprd", "attr"})
CONTENT |= {"dative", "advcl", "prt"}
USING = frozenset({"use", "fire", "wield", "employ", "drop", "throw", "hurl"})
MAX_CLIMB = 8


def governing_verb(word: Token) -> Token | None:
    """The nearest verb above a word, or the word itself where it is one."""
    node = word
    for _ in range(MAX_CLIMB):
        if node.pos_ in VERBAL:
            return node
        if node.head == node:
            return None
        node = node.head
    return None


def _with_modifiers(words: Iterable[Token]) -> Iterator[Token]:
    for head in words:
        for word in with_conjuncts(head):
            yield word
            yield from (child for child in word.children if child.dep_ in MODIFYING)
            for child in word.children:  # "dozens of drones", "a barrage of rockets"
                if child.dep_ == "prep" and child.lower_ == "of":
                    yield from _with_modifiers(_objects_of(child))


def _objects_of(preposition: Token) -> list[Token]:
    return [child for child in preposition.children if child.dep_ == "pobj"]


def act_words(trigger: Token) -> list[Token]:
    """The word that tells of the act, what modifies it, and a verb's event noun."""
    words = [trigger, *(child for child in trigger.children if child.dep_ in MODIFYING)]
    if trigger.pos_ not in VERBAL and trigger.dep_ in ("compound", "amod"):
        words.append(trigger.head)
    return words


def object_words(trigger: Token) -> list[Token]:
    """What the act is done to: a verb's object, what follows a noun with "of" or "on"."""
    heads = [child for child in trigger.children if child.dep_ in OBJECTS]
    if trigger.pos_ in VERBAL:
        heads.extend(token for token in roles(trigger).patients if token not in heads)
        for child in trigger.children:  # "fired on the crowd"
            if child.dep_ == "prep" and child.lower_ in ("on", "at", "against", "into"):
                heads.extend(_objects_of(child))
    else:
        for child in trigger.children:
            if child.dep_ == "prep" and child.lower_ in OF_NOUN:
                heads.extend(_objects_of(child))
    return list(_with_modifiers(heads))


def means_words(trigger: Token) -> list[Token]:
    """Who does it, and with, by, in or under what."""
    found: list[Token] = []
    verb = governing_verb(trigger)
    places = [trigger] if verb is None or verb == trigger else [trigger, verb]
    for place in places:
        if place.pos_ in VERBAL:
            found.extend(_with_modifiers(roles(place).agents))
        holders = [place, *(child for child in place.children if child.dep_ in OBJECTS)]
        for holder in holders:
            for child in holder.children:
                if child.dep_ in ("prep", "agent") and child.lower_ in MEANS:
                    found.extend(_with_modifiers(_objects_of(child)))
                if child.pos_ in VERBAL and child.lemma_ in USING and child.dep_ != "conj":
                    objects = [below for below in child.children if below.dep_ == "dobj"]
                    found.extend(_with_modifiers(objects))
    return [word for word in found if word != trigger]


def content_heads(trigger: Token) -> list[Token]:
    """Heads of what hangs below an act: what is asked, refused, threatened."""
    heads = [
        child for child in trigger.children if child.dep_ in CONTENT and not _sets_apart(child)
    ]
    if trigger.pos_ not in VERBAL and trigger.dep_ in ("dobj", "nsubjpass", "attr"):
        # "made a demand that …" hangs the clause on the verb as often as on the noun
        heads.extend(
            child for child in trigger.head.children if child.dep_ in ("ccomp", "xcomp", "acl")
        )
    return [head for head in heads if head != trigger]


def content_words(trigger: Token) -> list[Token]:
    """All words below an act, in the order of the text."""
    found = {word.i: word for head in content_heads(trigger) for word in within(head)}
    return [found[position] for position in sorted(found)]


def within(head: Token) -> Iterator[Token]:
    """A head and all words of its own clause: not of what is merely set beside it."""
    yield head
    for child in head.children:
        if not _sets_apart(child):
            yield from within(child)


def clause_words(trigger: Token) -> list[Token]:
    """The words of the act's clause, with what hangs below it, in the order of the text."""
    verb = governing_verb(trigger) or trigger
    if misread_subject(verb) is not None and verb.dep_ == "amod":
        verb = verb.head  # "Chad massed tanks", read as "massed tanks" by the parser
    found = {word.i: word for word in within(verb)}
    if verb != trigger:
        found.update((word.i, word) for word in within(trigger))
    for agent in roles(verb).agents if verb.pos_ in VERBAL else ():
        found.update((word.i, word) for word in _with_modifiers([agent]))
    return [found[position] for position in sorted(found)]


def _sets_apart(child: Token) -> bool:
    """ "…, and Togo closed", "after Togo had closed": another clause with its own subject."""
    if child.dep_ == "parataxis":
        return True
    if child.pos_ not in VERBAL or child.dep_ not in ("conj", "advcl", "ccomp"):
        return False
    if child.dep_ == "ccomp":
        return child.i < child.head.i  # "Togo closed it, Benin said"
    own = {below.dep_ for below in child.children}
    if child.dep_ == "conj":
        return True
    return bool(own & {"nsubj", "nsubjpass"}) or "mark" in own

"""How well tokens are tagged: who does it to whom, and what is named.

Actors: a given span counts where its head token lies in a gold span of the
same side, so that "the visiting minister" is found in "the minister of
Arvia". Entities: a span counts where it begins and ends as the gold has it;
told beside it is how many overlap a gold span of their kind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from tocsin.domain import TocsinError
from tocsin.evaluation.bootstrap import Interval, interval
from tocsin.evaluation.confusion import Floats, count_pairs, score_classes
from tocsin.evaluation.heads import Heads, heads_of
from tocsin.evaluation.results import ClassRow, Evaluation, class_rows, confusion_of, rounded
from tocsin.evaluation.span_counts import (
    Fits,
    count_spans,
    macro_span_f1,
    match_spans,
    micro_f1,
    resample_sums,
    score_spans,
)
from tocsin.evaluation.tagged_file import TaggedSentence, TagSpan, read_tagged, spans_of
from tocsin.evaluation.timing import Clock, run_timed
from tocsin.reading.coder import Parts, tag_entities, tag_sides

Tag = Callable[[Sequence[Sequence[str]]], Sequence[Sequence[str]]]
SIDES = {"S": "source", "T": "target"}
OUTSIDE = "O"


def evaluate_actors(
    path: Path,
    *,
    parts: Parts = Parts.BOTH,
    tag: Tag | None = None,
    clock: Clock = perf_counter,
) -> Evaluation:
    """Scores of sources and targets found in a file of tagged tokens.

    tag: another tagger to score in the place of ours. Raises InputError as
    `read_tagged` does.
    """
    file = read_tagged(path)
    run = tag or partial(tag_sides, parts=parts)
    tokens = [sentence.tokens for sentence in file.sentences]
    tags, speed = run_timed(run, tokens, clock)
    gold = [_only_sides(sentence.tags) for sentence in file.sentences]
    given = [_only_sides(row) for row in _checked(tags, tokens)]
    gold_spans = [spans_of(row) for row in gold]
    given_spans = [spans_of(row) for row in given]
    fits = [partial(_head_inside, heads) for heads in heads_of(tokens, given_spans)]
    counts = count_spans(gold_spans, given_spans, tuple(SIDES), fits)
    scores, intervals, per_class = _score_sides(counts)
    names = [*SIDES.values(), OUTSIDE]
    by_token = _token_confusion(gold, given, [*SIDES, OUTSIDE])
    return Evaluation(
        task="actors",
        file=str(path),
        n=len(file.sentences),
        scores=scores,
        intervals=intervals,
        tables={"per_class": per_class, "per_token": class_rows(names, score_classes(by_token))},
        errors=_errors(file.sentences, gold_spans, given_spans, fits, SIDES),
        sentences_per_second=speed,
        confusion=confusion_of(names, by_token),
        details={"parts": str(parts)},
        bad_rows=file.bad,
    )


def _score_sides(
    counts: Floats,
) -> tuple[dict[str, float], dict[str, Interval], dict[str, ClassRow]]:
    sums, sums_drawn = counts.sum(axis=0), resample_sums(counts)
    scores, drawn = score_spans(sums), score_spans(sums_drawn)
    sides = list(SIDES.values())
    found = {"macro_f1": rounded(macro_span_f1(sums))}
    intervals = {"macro_f1": interval(macro_span_f1(sums_drawn))}
    for at, side in enumerate(sides):
        for name in ("f1", "precision", "recall"):
            found[f"{side}_{name}"] = rounded(getattr(scores, name)[at])
            intervals[f"{side}_{name}"] = interval(getattr(drawn, name)[:, at])
    return found, intervals, class_rows(sides, scores, drawn)


def evaluate_entities(
    path: Path, *, tag: Tag = tag_entities, clock: Clock = perf_counter
) -> Evaluation:
    """Scores of the things named in a file of tagged tokens.

    Raises InputError as `read_tagged` does.
    """
    file = read_tagged(path)
    tokens = [sentence.tokens for sentence in file.sentences]
    tags, speed = run_timed(tag, tokens, clock)
    gold, given = [sentence.tags for sentence in file.sentences], _checked(tags, tokens)
    gold_spans, given_spans = [spans_of(row) for row in gold], [spans_of(row) for row in given]
    kinds = sorted({span.kind for row in (*gold_spans, *given_spans) for span in row})
    exact: list[Fits] = [_same] * len(gold)
    strict = count_spans(gold_spans, given_spans, kinds, exact)
    loose = count_spans(gold_spans, given_spans, kinds, [_overlaps] * len(gold))
    scores, intervals = _score_kinds(strict, loose)
    names = [*kinds, OUTSIDE]
    return Evaluation(
        task="entities",
        file=str(path),
        n=len(file.sentences),
        scores=scores,
        intervals=intervals,
        tables={
            "per_class": _span_rows(kinds, strict),
            "per_class_overlap": _span_rows(kinds, loose),
        },
        errors=_errors(file.sentences, gold_spans, given_spans, exact, {}),
        sentences_per_second=speed,
        confusion=confusion_of(names, _token_confusion(gold, given, names)),
        bad_rows=file.bad,
    )


def _score_kinds(strict: Floats, loose: Floats) -> tuple[dict[str, float], dict[str, Interval]]:
    scores: dict[str, float] = {}
    intervals: dict[str, Interval] = {}
    for prefix, counts in (("", strict), ("overlap_", loose)):
        sums, drawn = counts.sum(axis=0), resample_sums(counts)
        for name, measure in (("micro_f1", micro_f1), ("macro_f1", macro_span_f1)):
            scores[prefix + name] = rounded(measure(sums))
            intervals[prefix + name] = interval(measure(drawn))
    return scores, intervals


def _span_rows(kinds: Sequence[str], counts: Floats) -> dict[str, ClassRow]:
    return class_rows(kinds, score_spans(counts.sum(axis=0)), score_spans(resample_sums(counts)))


def _checked(
    tags: Sequence[Sequence[str]], tokens: Sequence[Sequence[str]]
) -> Sequence[Sequence[str]]:
    for at, (row, words) in enumerate(zip(tags, tokens, strict=True), start=1):
        if len(row) != len(words):
            raise TocsinError(
                f"the tagger gave {len(row)} tags for the {len(words)} tokens of sentence {at}."
            )
    return tags


def _only_sides(tags: Sequence[str]) -> list[str]:
    return [tag if tag.partition("-")[2] in SIDES else OUTSIDE for tag in tags]


def _head_inside(heads: Heads, given: TagSpan, gold: TagSpan) -> bool:
    return gold.start <= heads[given] < gold.end


def _same(given: TagSpan, gold: TagSpan) -> bool:
    return given == gold


def _overlaps(given: TagSpan, gold: TagSpan) -> bool:
    return given.start < gold.end and gold.start < given.end


def _token_confusion(
    gold: Sequence[Sequence[str]], given: Sequence[Sequence[str]], kinds: Sequence[str]
) -> Floats:
    """Kinds of tokens, where a span begins not told apart."""

    def flat(rows: Sequence[Sequence[str]]) -> list[str]:
        return [tag.partition("-")[2] or OUTSIDE for row in rows for tag in row]

    return count_pairs(flat(gold), flat(given), kinds)


def _errors(
    sentences: Sequence[TaggedSentence],
    gold: Sequence[Sequence[TagSpan]],
    given: Sequence[Sequence[TagSpan]],
    fits: Sequence[Fits],
    names: dict[str, str],
) -> list[dict[str, Any]]:
    """Sentences with spans missed or given wrongly, those with most of them first."""
    found = []
    for sentence, is_, said, fit in zip(sentences, gold, given, fits, strict=True):
        kinds = sorted({span.kind for span in (*is_, *said)})
        missed: list[TagSpan] = []
        wrong: list[TagSpan] = []
        for kind in kinds:
            there = [span for span in is_ if span.kind == kind]
            mine = [span for span in said if span.kind == kind]
            pairs = match_spans(there, mine, fit)
            missed += [there[at] for at in _left_over(len(there), [pair[0] for pair in pairs])]
            wrong += [mine[at] for at in _left_over(len(mine), [pair[1] for pair in pairs])]
        if missed or wrong:
            found.append(
                {
                    "line": sentence.line,
                    "sentence": " ".join(sentence.tokens),
                    "missed": [_words(sentence, span, names) for span in missed],
                    "wrong": [_words(sentence, span, names) for span in wrong],
                }
            )
    return sorted(
        found, key=lambda error: (-len(error["missed"]) - len(error["wrong"]), error["line"])
    )


def _left_over(number: int, used: Sequence[int]) -> list[int]:
    return [at for at in range(number) if at not in used]


def _words(sentence: TaggedSentence, span: TagSpan, names: dict[str, str]) -> str:
    kind = names.get(span.kind, span.kind)
    return f"{kind}: {' '.join(sentence.tokens[span.start : span.end])}"

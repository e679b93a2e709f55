"""schema.org ClaimReview: each claim, how it stands, and where it was said in which words.

Source: schema.org, types ClaimReview, Claim, Rating and Quotation. JSON-LD, one
graph. A claim reviewed here is one that reports make, not one of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tocsin.domain import (
    CREDIBILITY_WORDS,
    RELIABILITY_WORDS,
    ActorCode,
    Assessment,
    Attribution,
    Claim,
    Credibility,
    Evidence,
    Reliability,
    Report,
    SpeechAct,
    Statement,
    Status,
    Unread,
)
from tocsin.exchange.cast import Cast, cast_of
from tocsin.exchange.lines import present, read_object, to_json
from tocsin.exchange.luggage import REPORT, Unpacking, strangers
from tocsin.exchange.registry import Arrived, Holdings, form
from tocsin.exchange.sorting import Telling, actors_of, behind, tellings_of
from tocsin.exchange.wording import headline

URN = "urn:tocsin:"
WORST, BEST = 1, 5

_PLACE = "#char="
_NEGATED = "negated"


def recognise(path: Path, head: bytes) -> bool:
    """Whether it is JSON that speaks of reviews of claims."""
    return not path.is_dir() and head.lstrip()[:1] in b"{[" and b'"ClaimReview"' in head


def write(holdings: Holdings) -> Mapping[str, bytes]:
    """One file of JSON-LD, a review to a line; claims of which nothing is there are left
    out, since nothing could be quoted for them."""
    cast, tellings = cast_of(holdings.assessment.actors), tellings_of(holdings.readings)
    reviews = [
        to_json(_review(claim, told, holdings.assessment, cast))
        for claim in holdings.assessment.claims
        if (told := behind(claim, tellings))
    ]
    graph = ",\n".join(reviews)
    return {
        "claims.jsonld": f'{{"@context":"https://schema.org","@graph":[\n{graph}\n]}}\n'.encode()
    }


def _review(
    claim: Claim, told: list[tuple[Telling, Report]], assessment: Assessment, cast: Cast
) -> dict[str, Any]:
    days = [_day(report) for _, report in told]
    review = {
        "@type": "ClaimReview",
        "@id": URN + claim.id,
        "claimReviewed": claim.text,
        "datePublished": assessment.as_of.isoformat(),
        "author": {"@type": "Organization", "name": assessment.generated_by},
        "reviewRating": _rating(claim),
        "itemReviewed": present(
            {
                "@type": "Claim",
                "name": claim.text,
                "author": _speaker(told[0][0]),
                "datePublished": min(filter(None, days), default=None),
                "appearance": [_appearance(*each, cast) for each in told],
            }
        ),
        "associatedClaimReview": [{"@id": URN + other} for other in claim.contradicts],
    }  # fmt: skip
    return present(review)


def _rating(claim: Claim) -> dict[str, Any]:
    """The Admiralty grade: credibility 1 to 5 as 5 to 1; where it cannot be judged, no number."""
    reliability, credibility = Reliability(claim.grade[0]), Credibility(claim.grade[1])
    judged = credibility is not Credibility.CANNOT_BE_JUDGED
    words = f"{RELIABILITY_WORDS[reliability]}; {CREDIBILITY_WORDS[credibility]}"
    rating = {
        "@type": "Rating",
        "ratingValue": 6 - int(credibility) if judged else None,
        "bestRating": BEST if judged else None,
        "worstRating": WORST if judged else None,
        "alternateName": f"{claim.grade}: {words}",
        "ratingExplanation": f"{claim.standing}; independent origins: {claim.sources}"
        + (f" ({', '.join(claim.origins)})" if claim.origins else "")
        + (f"; {claim.disagreement}" if claim.disagreement else ""),
    }
    return present(rating)


def _appearance(telling: Telling, report: Report, cast: Cast) -> dict[str, Any]:
    """A report in which the claim is made, with the words that make it."""
    quotations = [
        {
            "@type": "Quotation",
            "@id": f"{URN}{each.report}{_PLACE}{each.start},{each.end}",
            "identifier": telling.id,
            "text": each.quote,
            "abstract": telling.text if isinstance(telling, Statement) else headline(telling, cast),
            "creator": _speaker(telling),
            "keywords": _keywords(telling),
            "about": [{"@type": "Thing", "identifier": code} for code in _about(telling)],
        }
        for each in telling.evidence
    ]
    article = {
        "@type": "Article",
        "@id": URN + report.id,
        "identifier": report.origin,
        "headline": report.title,
        "url": report.url,
        "author": report.byline and {"@type": "Person", "name": report.byline},
        "publisher": report.source and {"@type": "Organization", "name": report.source},
        "datePublished": _day(report),
        "inLanguage": report.language,
        "wordCount": report.words,
        "isBasedOn": report.duplicate_of and {"@id": URN + report.duplicate_of},
        "hasPart": [present(each) for each in quotations],
    }
    return present(article)


def _keywords(telling: Telling) -> list[str]:
    """What is done by saying it, or what is told; on whose word; whether it is said not to be."""
    if isinstance(telling, Statement):
        negated, act = telling.negated, str(telling.speech_act)
    else:
        negated, act = telling.status is Status.NEGATED, str(telling.type)
    return [act, f"attribution {telling.attribution}", *([_NEGATED] if negated else [])]


def _about(telling: Telling) -> tuple[ActorCode, ...]:
    return telling.about if isinstance(telling, Statement) else actors_of(telling)


def _day(report: Report) -> str | None:
    return report.published.isoformat() if report.published else None


def _speaker(telling: Telling) -> dict[str, Any] | None:
    """Whoever says it; nobody where the report speaks itself."""
    if not telling.speaker:
        return None
    # For whom somebody speaks: the nearest that schema.org has is an affiliation.
    side = telling.speaker_code if isinstance(telling, Statement) else None
    anonymous = telling.attribution is Attribution.ANONYMOUS
    return present(
        {
            "@type": "Person",
            "name": telling.speaker,
            "disambiguatingDescription": "not named" if anonymous else None,
            "affiliation": side and {"@type": "Organization", "identifier": side},
        }
    )


def read(path: Path) -> Iterator[Arrived]:
    """The statements behind the claims, with excerpts of their reports.

    Acts told without a statement stay out: a review says too little of them.
    Claims are gathered anew, from these statements and all others.
    """
    value = read_object(path)
    graph = value.get("@graph", [value])
    unpacking, strange = Unpacking(str(path)), 0
    statements: dict[str, dict[str, Any]] = {}
    for number, review in enumerate(graph if isinstance(graph, list) else [], start=1):
        place = f"{path}, review {number}"
        if not isinstance(review, dict) or not str(review.get("@id", "")).startswith(URN):
            strange += 1
            continue
        try:
            for article in review["itemReviewed"]["appearance"]:
                _take(article, place, unpacking, statements)
        except (KeyError, TypeError, ValueError, AttributeError):
            reason = "has no appearance with a quotation and its place."
            remedy = "It was changed after it was exported; export it again."
            yield Unread(origin=place, reason=reason, remedy=remedy)
    for key, statement in statements.items():
        unpacking.take("statement", statement, f"{path}, statement {key}")
    if strange:
        yield strangers(str(path), "reviews", strange, all_of_it=not unpacking)
    yield from unpacking.leave({})


def _take(
    article: Mapping[str, Any],
    place: str,
    unpacking: Unpacking,
    statements: dict[str, dict[str, Any]],
) -> None:
    report = str(article["@id"]).removeprefix(URN)
    about = {
        "id": report,
        "origin": article.get("identifier"),
        "title": article.get("headline"),
        "byline": article.get("author", {}).get("name"),
        "source": article.get("publisher", {}).get("name"),
        "published": article.get("datePublished"),
        "url": article.get("url"),
        "language": article.get("inLanguage"),
        "words": article.get("wordCount"),
        "duplicate_of": article.get("isBasedOn", {}).get("@id", "").removeprefix(URN),
    }
    unpacking.take(REPORT, present(about), place)
    for quotation in article["hasPart"]:
        start, end = str(quotation["@id"]).split(_PLACE)[1].split(",")
        evidence = Evidence(
            report=report, start=int(start), end=int(end), quote=quotation["text"]
        ).model_dump()
        key = quotation["identifier"]
        if not {*map(str, quotation["keywords"])} & {*SpeechAct}:
            continue
        if key in statements:
            if evidence not in statements[key]["evidence"]:
                statements[key]["evidence"].append(evidence)
            continue
        words = [str(word) for word in quotation["keywords"]]
        speaker = quotation.get("creator", {})
        statements[key] = {
            "id": key,
            "speaker": speaker.get("name"),
            "speaker_code": speaker.get("affiliation", {}).get("identifier"),
            "attribution": _one_of(Attribution, [word.removeprefix("attribution ")
                                                 for word in words[1:]]),
            "speech_act": _one_of(SpeechAct, words),
            "text": quotation["abstract"],
            "about": [each["identifier"] for each in quotation.get("about", [])],
            "negated": _NEGATED in words[1:],
            "evidence": [evidence],
        }  # fmt: skip


def _one_of(kind: type[Attribution] | type[SpeechAct], words: list[str]) -> str:
    return next(word for word in words if word in set(kind))


form(
    "claimreview",
    label="schema.org ClaimReview, JSON-LD",
    read=read,
    recognise=recognise,
)(write)

"""The phrases of page furniture, as a table: what stands on a page and is not the report.

Each row of `LINES` describes one sort of line that is dropped wherever it
stands; `TEASERS`, `COMMENTS` and `AUTHOR_BOXES` open a stretch that
`furniture` judges by what follows. Patterns match a whole line, white space
folded, letter case ignored. Add a phrase here; nothing else need change.
"""

# ruff: noqa: E501  (one pattern to a line reads better than the same pattern broken)

from __future__ import annotations

import re
from typing import Final


def _whole(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(alternatives)})\s*", re.IGNORECASE)


_PAGE = r"(?:article|story|post|page|news|report|analysis)"
_NETWORK = (
    r"(?:facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|tumblr|instagram|youtube"
    r"|messenger|viber|vk|bluesky|threads|mastodon|flipboard|tiktok|e-?mail|mail|print|pin"
    r"|share|tweet|copy(?: link| url)?|link|more|save|gift|listen|bookmark)"
)
_SEPARATOR = r"[\s|,;·•/&+]+"

NETWORK: Final = _whole(_NETWORK)
"""One button of a share bar; a heading may say the same, so it needs a neighbour."""

LINES: Final[dict[str, re.Pattern[str]]] = {
    "share bar": _whole(
        r"share(?: (?:this|post|on|via|with)\b[^.?!]{0,40})?\s*:?",
        rf"share (?:this )?{_PAGE}\s*[:.!]?",
        rf"(?:{_NETWORK}{_SEPARATOR}){{1,}}{_NETWORK}",
        rf"(?:share|tweet|email|print|save|bookmark|pin) (?:this|the|it)(?: {_PAGE})?\s*[:.!]?",
        r"(?:click to )?(?:share|post|tweet) (?:on|to|via) [\w/ ]{1,20}(?:\(opens in new window\))?",
        r"\(?opens in (?:a )?new (?:window|tab)\)?",
        r"\d[\d.,]*[km]? (?:shares?|likes?|views?|retweets?)",
        r"copy (?:the )?(?:link|url)(?: to clipboard)?\.?|link copied!?",
        r"follow (?:us|me|our \w+|the authors?)\b.{0,80}",
        r"like us on .{1,40}",
        r"add (?:us )?as a preferred source.{0,40}",
    ),
    "markup": _whole(
        r"(?:spot_img\s*)+",
        r"(?:(?:wp|td|tdi|ad|adsense|banner|widget)_\w{2,40}\s*)+",
        r"\[/?(?:caption|embed|gallery|ads?|adinserter|vc_\w+|et_pb_\w+)[^\]]{0,200}\]",
        r"&nbsp;|nbsp;|\[\s*\]|\{\{[^}]*\}\}|<!--.*-->|null|undefined",
    ),
    "contents": _whole(
        r"(?:table of )?contents\s*:?",
        r"(?:in|on) this (?:article|page|story)\s*:?",
        r"jump to(?: section)?\s*:?",
    ),
    "empty label": _whole(
        r"(?:date|published(?: on)?|posted(?: on| by)?|last updated|updated(?: on)?|author|by"
        r"|written by|source|via|tags?|topics?|category|categories|filed under|location|time"
        r"|reading time|image|photo|video|caption|credit)\s*:"
    ),
    "advertisement": _whole(
        r"(?:-+\s*)?(?:advertisements?|advertising|sponsored(?: content| post)?|promoted|promotion"
        r"|ads?)(?:\s*-+)?\s*:?",
        r"(?:story|article) continues below(?: (?:this )?advertisement)?\.?",
        r"(?:advertisement\s*[-–—]?\s*)?(?:scroll|continue reading|swipe)(?: to continue| below)?\.?",
        r"this (?:ad|advertisement) (?:will|is|has).{0,60}",
    ),
    "subscription": _whole(
        r"(?:subscribe|sign up|register|log ?in|sign in|join us|donate|become a (?:member|patron))"
        r"(?: (?:now|today|here|free|for free))?\s*[.!:]?",
        r"(?:please )?(?:subscribe|sign up|register)(?: now| today| here| free| for free)? (?:to|for|with)"
        r" (?:our|the|my|this|free|daily|weekly|unlimited|full|more|email)\b.{0,160}",
        r"(?:get|receive) (?:the |our |all )?(?:latest|best|daily|weekly|breaking|top|free)\b"
        r".{0,120}\b(?:inbox|e-?mail|newsletter|alerts?|phone)\b.{0,60}",
        r"(?:enter|type) your e-?mail\b.{0,80}|your e-?mail(?: address)?",
        r"(?:join|follow) (?:us|our)\b.{0,40}\b(?:telegram|whatsapp|channel|newsletter|community)\b"
        r".{0,80}",
        r"download (?:our|the) (?:free )?app\b.{0,80}",
        r"(?:already )?(?:a|have an?) (?:subscriber|account|subscription|member)\?.{0,60}",
        r"(?:to )?(?:continue|keep) reading\b.{0,20}\b(?:subscribe|sign|register|log)\b.{0,80}",
        r"this (?:content|article) is (?:only )?(?:available )?(?:for|to) (?:subscribers|members).{0,60}",
        r"(?:please )?support (?:our|independent) (?:work|journalism)\b.{0,120}",
        r"(?:our |the )?(?:free )?(?:daily |weekly |email |e-mail )?newsletters?",
        r"you (?:can|may) unsubscribe\b.{0,60}",
        r"by (?:signing up|subscribing|registering|clicking)\b.{0,80}\byou (?:agree|accept|consent)\b.{0,160}",
    ),
    "cookie banner": _whole(
        r"(?:we|this (?:web)?site|our (?:web)?site|our partners)\b.{0,80}\bcookies\b.{0,400}",
        r"by (?:continuing|using|browsing)\b.{0,80}\b(?:cookies|you (?:agree|consent|accept))\b.{0,300}",
        r"(?:accept|reject|allow|manage|refuse)(?: all)?(?: cookies| preferences| settings)",
        r"(?:cookie|privacy|consent) (?:policy|settings|preferences|notice|choices|statement)",
        r"(?:accept|reject|allow) all|i (?:agree|accept)|got it!?",
        r"your privacy (?:matters|choices)\b.{0,80}",
    ),
    "link prompt": _whole(
        r"(?:please )?(?:click|tap|press)(?: on)? (?:here|this link|the link|below)\b.{0,100}",
        r"(?:read|learn|see|view|find out|show|load|watch|discover) (?:the )?(?:more|less|full (?:story"
        r"|article|text)|all(?: posts| articles)?|comments)\s*(?:here|›|»|>+|→|\.\.\.|…)?\s*:?",
        r"continue reading\s*(?:›|»|>+|→|\.\.\.|…)?",
        r"(?:skip|back|return|go) to (?:main |the )?(?:content|top|home(?: ?page)?|navigation|menu)",
        r"(?:previous|next) (?:article|post|story|page)\s*(?:›|»|>+|→|←)?\s*:?",
        r"(?:menu|search|home|close|toggle navigation|loading\s*(?:\.\.\.|…)|play video|watch live)",
        r"(?:watch|listen)(?: (?:now|live|here|to this (?:article|story)))?\s*:?",
        r"view (?:this )?(?:post|photo|image|profile|gallery)\b.{0,40}",
        r"enable javascript.{0,80}|(?:please )?(?:turn on|enable) javascript.{0,80}",
    ),
    "reading time": _whole(
        r"(?:estimated )?(?:reading|read) time\s*:?\s*(?:<\s*)?\d+\s*(?:min(?:ute)?s?)",
        r"\d+\s*(?:min(?:ute)?s?)[ -](?:read|listen)",
        r"\d+ (?:words|views|reads)",
        r"(?:(?:last )?(?:published|updated|posted|modified)\W{0,3})?(?:about |an? |\d+ )"
        r"(?:sec(?:ond)?|min(?:ute)?|hour|day|week|month|year)s? ago",
    ),
    "rights": _whole(
        r"(?:©|\(c\)\s*\d{4}|copyright\s*(?:©|\(c\)|\d{4}|by\b)).{0,160}",
        r".{0,100}\ball rights reserved\b.{0,120}",
        r"(?:our standards|the .{1,30} trust principles)\b.{0,60}",
        r"this (?:article|story|post|piece) (?:was|is|has been|first|originally)\b.{0,30}"
        r"\b(?:appeared|published|posted|republished|syndicated|generated|produced)\b.{0,160}",
        r"terms (?:of (?:use|service)|(?:and|&) conditions)(?:\s*[|·•/]\s*.{0,120})?",
        r"(?:about us|contact us|advertise(?: with us)?|careers|privacy policy|sitemap|site map"
        r"|disclaimer|imprint|masthead|faq)(?:\s*[|·•/]\s*.{0,120})?",
        r"powered by .{1,40}|designed by .{1,40}",
        r".{3,160}\bcontributed to this (?:report|story|article)\.?",
        r"disclaimer\s*:.{0,400}",
    ),
    "tags": _whole(
        r"(?:tags?|tagged(?: as| with)?|topics|filed under|posted in|categories|keywords)\s*:.{1,200}"
    ),
}

_FENCE_MARK = r"(?:[`´‘’“”\"'~]|â€){1,4}`*"

OPENING_FENCE: Final = re.compile(rf"\s*{_FENCE_MARK}\s*(?:html|markdown|md|xml|text)\s*", re.I)
"""What a publishing tool puts before a text it was handed, repaired or mangled."""

KICKER: Final = _whole(
    r"(?:breaking|latest|top|world|international|global|local)(?: news)?[:!]?",
    r"(?:home|news|world|europe|asia|africa|americas|middle east|politics|diplomacy|business|economy"
    r"|defen[cs]e|security|military|opinion|comment(?:ary)?|editorial|analysis|feature|exclusive|live"
    r"|explainer|interview|war|conflict|latest)(?: (?:&|and) (?:defen[cs]e|security|diplomacy|politics"
    r"|economy|analysis|opinion))?",
)
"""The section of the paper, above the title; further down it may be a heading."""

FENCE: Final = re.compile(rf"{OPENING_FENCE.pattern}|\s*(?:`{{3,}}|~{{3,}})\s*\w{{0,10}}\s*", re.I)
"""That, or the fence at its end."""

CRUMB_SEPARATOR: Final = re.compile(r"\s+[›»>→|/]\s+|\s*[›»]\s*")
"""Between the steps of "Home › World › Arvia"."""

NUMBERING: Final = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[•*–-])\s+")
"""Before an entry of a table of contents."""

TEASERS: Final = _whole(
    r"(?:read|see|watch|view) (?:also|more|next|this|too)(?: on (?:this|the) (?:topic|story|subject))?"
    r"\s*:?",
    r"also (?:read|see|on .{2,30})\s*:?",
    r"(?:more|most) (?:like this|popular|read|viewed|shared|commented|recent|stories|news|articles"
    r"|on this (?:story|topic|subject)|coverage)\s*:?",
    r"more (?:in|from|about|on) .{2,40}:",
    r"related(?: (?:articles?|posts?|stories|story|content|news|reading|links?|topics?|coverage"
    r"|items?|reports?|videos?))?\s*:?",
    r"(?:further|additional) reading\s*:?",
    r"(?:popular|trending|latest|recent|recommended|featured|top|must[- ]read)"
    r"(?: (?:now|today|posts?|articles?|stories|news|headlines|reading|reads|for you|topics"
    r"|this week|videos?))*\s*:?",
    r"(?:you )?(?:may|might) also (?:like|enjoy|be interested in)\b.{0,20}",
    r"(?:recommended|picked|selected|suggested|more) for you\s*:?",
    r"(?:don['’]?t miss|editor['’]?s['’]? (?:picks?|choice)|in case you missed it|up next|what to read next"
    r"|what else we['’]?re reading|keep reading|elsewhere on .{2,30})\s*:?",
    r"(?:related|similar|other|more) (?:articles|posts|stories)(?: (?:from|by|on|in|about) .{0,30})?\s*:?",
)
"""Opens a list of links to other reports."""

_TEASER_LABEL = (
    r"(?:(?:read|see|learn|find out) more(?: (?:about|on)(?: [\w'’-]+){1,5}| here)?"
    r"|read (?:also|next|this|too)|also read|see also|more on this(?: (?:story|topic|subject|issue))?)"
)

INLINE_TEASER: Final = re.compile(
    rf"\s*[\[(»>→▶►•*]*\s*(?:{_TEASER_LABEL}(?:\s*[:|»›→]|\s+[–—-])|(?:continue reading"
    r"|related(?: (?:article|story|post|stories|articles|coverage|news|reading))?|further reading"
    r"|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|don['’]?t miss|must[- ]read"
    r"|watch(?: also| now)?|opinion piece|live updates|follow live)\s*[:|»›→])\s*\S.{0,200}",
    re.IGNORECASE,
)
"""A link to another report, on one line with its label."""

COMMENTS: Final = _whole(
    r"comments?(?: \(\d+\)| \d+| are closed| off| section)?\s*:?\.?",
    r"\d+ (?:comments?|replies|responses|reactions|thoughts on .{1,120})\s*:?",
    r"(?:post|leave|add|write|submit)(?: your| a| an)? (?:public )?(?:comment|reply|response)s?\b.{0,30}",
    r"leave (?:this field|a message).{0,30}",
    r"no (?:comments|responses|replies)(?: yet)?\.?",
    r"join the (?:conversation|discussion|debate)\b.{0,40}",
    r"(?:cancel reply|log ?in to (?:comment|reply)|be the first to comment|view comments"
    r"|show comments|load comments)\b.{0,30}",
    r"you must be (?:logged|signed) in\b.{0,40}",
    r"have your say\b.{0,40}|your (?:thoughts|comments|turn)\?",
    r"save my name\b.{0,120}|(?:name|e-?mail|website)\s*\*|required fields are marked.{0,20}",
)
"""Opens the comment widget."""

QUESTION: Final = _whole(
    r"what(?:['’]s| is| are) your (?:own )?(?:take|thoughts?|opinions?|views?|reactions?)\??",
    r"what do you think\??",
)
"""Asks the reader, if what comes next is an appeal; in an interview, the guest."""

APPEAL: Final = re.compile(
    r"\b(?:(?:share|leave|drop|tell|post|write|add|sound off|let us know|join)\b[^.?!]{0,60}"
    r"\b(?:in|to|via) the comments?\b|comments? (?:section|box) below|comments below"
    r"|let us know (?:what you|your)|share your (?:thoughts|views?|opinions?|take)\b"
    r"|consider sharing (?:it|this)\b|(?:tell|write to) us what you think"
    r"|your e-?mail address will not be published|(?:like|share) (?:this|and) (?:article|post|subscribe)\b)",
    re.IGNORECASE,
)
"""Speaks to the reader about the page, not about the world."""

AUTHOR_BOX: Final = _whole(
    r"(?:[\w&.'’-]+ ){0,5}(?:editorial|news|web|staff|digital|online|content)"
    r" (?:staff|team|board|desk|writers?|reporters?|bureau)",
    r"about (?:the |our )?(?:authors?|writers?|contributors?|editors?|us)\s*:?",
    r"(?:the )?(?:authors?|contributors?)(?: bio(?:graphy)?| profile)?\s*:",
    r"meet the (?:author|writer|editor|team)s?|(?:more|posts|all posts|view all posts"
    r"|see all articles|articles) by .{2,60}",
)
"""Opens the box about whoever wrote the page."""

AUTHOR_NOTE: Final = re.compile(
    r"\b(?:the|our|its) (?:editorial|news) (?:team|staff|desk|board)\b"
    r"|\beditorial (?:staff|team) (?:is|are|at|of|works?)\b"
    r"|^(?:[\w.'’-]+ ){1,4}(?:is|was|has been|serves as) (?:an? |the |our )?(?:[\w-]+ ){0,5}?"
    r"(?:reporter|correspondent|journalist|editor|columnist|writer|contributor|blogger|author"
    r"|fellow|analyst|lecturer|professor)\b"
    r"|\b(?:he|she|they|who) (?:covers?|writes? (?:about|on|for)|reports? on|specialises|specializes)\b"
    r"|\bviews expressed\b|\bopinions expressed\b|\bcan be (?:reached|contacted|found) (?:at|on)\b"
    r"|\bfollow (?:him|her|them) on\b",
    re.IGNORECASE,
)
"""A paragraph about whoever wrote the page; only in such a box or at the very end."""

CLOSING_NOTE: Final = re.compile(
    r"(?:[A-Z][\w.'’-]+ ){2,4}is (?:an? |the )?(?:[\w-]+ ){0,5}?"
    r"(?:reporter|correspondent|journalist|editor|columnist|writer|contributor|fellow|analyst"
    r"|lecturer|professor)\b.{0,80}\b(?:at|for|with|of|covering|covers|based|writes)\b.{0,200}$"
    r"|The (?:views|opinions) expressed\b.{0,300}$"
)
"""A last paragraph about its author, without a box around it."""

CREDIT: Final = re.compile(
    r"\s*[\[(]?\s*(?:"
    r"(?:(?:file |stock |cover |header |featured )?(?:photos?|images?|pictures?|photographs?|illustration"
    r"|graphic|map|video)(?: (?:credits?|courtesy|source|by))?|photo ?credits?|credits?|caption|pictured)"
    r"\s*(?::|\||/|©)\s*\S.{0,200}"
    r"|(?:photos?|images?|pictures?|photograph) (?:by|via|courtesy of)"
    r"(?-i:(?:\s|/|,)+(?:[A-Z][\w.'’-]*|of|for|the|and|via|&)){1,10}"
    r"|(?:©\s*)?(?:reuters|ap photo|afp|getty images|epa(?:-efe)?|shutterstock|istock)\s*[/|,-]\s*\S.{0,80}"
    r"|[\w.'’-]+(?: [\w.'’-]+){0,3}\s?(?:/|via|\|)\s*(?:reuters|ap|afp|getty images|epa(?:-efe)?|shutterstock"
    r"|anadolu|pool|wikimedia commons|unsplash)(?:\s*/\s*[\w ]{2,30})?"
    r")\s*[\])]?\s*\.?",
    re.IGNORECASE,
)
"""Says whose picture it is: kept, as a caption."""

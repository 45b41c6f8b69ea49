"""The forms of lines that belong to a page: patterns for whole lines, whatever their case."""

from __future__ import annotations

import re

_COMMENT_FORM = (
    r"(?:leave|post|add|write|submit) (?:a |an |your |new )*(?:reply|comment)(?: to .{1,80})?"
    r"(?: cancel reply)?",
    r"cancel reply",
    r"reply",
    r"submit(?: comment)?",
    r"post comment",
    r"your e-?mail(?: address)? will (?:not|never) be (?:published|shared).{0,60}",
    r"required fields are marked.{0,5}",
    r"(?:your )?(?:name|e-?mail|e-?mail address|website|comment|message) ?(?:\*|\(required\))?:?",
    r"save my name, e-?mail.{0,100}",
    r"notify me (?:of|by|when|via) .{0,80}",
    r"(?:you must|you need to|please) (?:be )?(?:log(?:ged)?|sign(?:ed)?)[ -]?in (?:to|or) .{0,60}",
    r"(?:log|sign) in (?:to|or) .{0,30}(?:comment|reply|register)",
    r"this site uses akismet.{0,120}",
    r"learn how your comment data is processed.?",
    r"(?:no|\d+) (?:comments?|responses?|replies)(?: yet)?",
    r"comments are (?:now )?closed.?",
    r"be the first to (?:comment|reply).{0,40}",
    r"(?:(?:view|show|see|read|load) (?:all |more )*)?(?:\d+ )?comments?(?: ?\(\d+\))?",
    r"join the (?:conversation|discussion)",
    r"report (?:this )?comment",
    r"sort by(?: (?:newest|oldest|best))?",
    "\u0394",
)
_LEGAL = (
    r"(?:copyright ?)?\u00a9.{0,220}",
    r"(?:copyright )?\(c\) ?(?:copyright )?(?:19|20)\d\d\b.{0,200}",
    r"copyright,? (?:by )?(?:19|20)\d\d\b.{0,150}",
    r"(?:.{0,120}[.,;|] ?)?all rights reserved(?:[.;,|].{0,200})?",
    r"this (?:material|content|article) (?:may|must|can) ?not be (?:published|reproduced).{0,160}",
    r"our standards:.{0,80}",
    r"(?:(?:purchase|acquire) )?licensing rights.{0,40}",
    r"reprints(?: (?:and|&) permissions)?|permissions",
    r"opens? (?:in )?(?:a )?new (?:tab|window)",
    r"(?:privacy|cookies?|terms) (?:policy|notice|statement|settings|preferences|consent)",
    r"(?:terms|conditions) (?:of (?:use|service)|(?:and|&) conditions)",
    r"do not sell (?:or share )?my .{0,40}",
    r"(?:we(?: and our partners)?|(?:this|our) (?:web ?)?site) uses? cookies.{0,180}",
    r"(?:accept|reject|allow|manage) (?:all )?(?:my )?(?:cookies|preferences)",
    r"(?:accept|reject) all",
)
_SHARE = (
    r"share(?: (?:this|on|via)\b.{0,40})?:?",
    r"(?:re)?tweet(?: this)?|pin it",
    r"print(?: this)?(?: article| page| story| edition)?",
    r"e-?mail (?:this|a link)(?: .{0,30})?",
    r"facebook|twitter|linkedin|whatsapp|telegram|reddit|pinterest|instagram|youtube|tiktok",
    r"copy(?: the)? link|link copied!?",
    r"(?:click|tap) to (?:share|print|e-?mail).{0,50}",
    r"like (?:this:?|loading\.*)",
    r"(?:follow|like|find) (?:us|me|@\w+) on .{1,50}",
    r"bookmark(?: this)?|save(?: article| story)?",
    r"text size",
    r"listen(?: to this (?:article|story))?",
    r"gift this article",
    r"(?:\d+ )?shares?",
)
_MENU = (
    r"skip to (?:main )?(?:content|navigation)",
    r"home|menu|search|top|close(?: menu)?",
    r"(?:log|sign) ?(?:in|out|up)|register|my account",
    r"subscribe(?: now| today)?[!.]?|newsletters?",
    r"(?:contact|about)(?: us)?|advertise(?: with us)?|careers|faqs?|help(?: cent(?:re|er))?",
    r"site ?map|rss(?: feed)?|e-?paper|accessibility",
    r"back to top",
    r"(?:see |show |load )?more|loading(?:\.|\u2026)*",
    r"(?:next|prev(?:ious)?)(?: (?:post|article|story|page))?"
    r"(?: ?[:\u2190\u2192\u00ab\u00bb].{0,120})?",
    r"breaking news",
    r"advertisements?(?: ?[-\u2013\u2014] ?scroll to continue)?|sponsored(?: content)?|ad feedback",
    r"(?:story|article) continues below.{0,30}",
)
_NEWSLETTER = (
    r"(?:to )?unsubscribe(?: (?:here|now|at any time|from .{1,80}|using .{1,80}))?[.!]?",
    r"(?:.{0,40}\b)?(?:view|read|open|see) (?:it|this|the)? ?"
    r"(?:e-?mail|newsletter|message|it|online)? ?(?:in|on) (?:your |the |a )?"
    r"(?:web ?)?(?:browser|web(?: ?site)?).{0,10}",
    r"(?:why did (?:i|you) get this|(?:trouble|problems?) (?:viewing|reading) this).{0,80}",
    r"you(?:'re|\u2019re| are)? (?:received?|receiving|getting|subscribed to) .{0,60}"
    r"\b(?:e-?mails?|newsletters?|alerts?|mailing list)\b.{0,160}",
    r"(?:this (?:e-?mail|newsletter|message|alert) was sent (?:to|by)) .{1,160}",
    r"(?:manage|update|change|edit) (?:your |my |these )?(?:e-?mail |subscription |notification )*"
    r"(?:preferences|settings|alerts?|subscriptions?).{0,60}",
    r"(?:was this (?:e-?mail|newsletter) )?forwarded (?:this|to you|by a friend).{0,80}",
)
_MORE = (
    r"(?:read|see) (?:more|also|next|the full story)(?: ?[:>\u2192].{0,140}|\.{3}|\u2026)?",
    r"(?:related|also read|more on this|recommended) ?[:>\u2192].{1,140}",
    r"(?:about |updated )?\d+ (?:min(?:ute)?|hour|day|week|month|year)s? ago",
    r"(?:suggested )?(?:tags|topics|categories|category|keywords):.{0,200}|tags",
    r"filed under:? .{1,100}|posted in:? [^.]{1,60}",
    r"(?:about )?\d+[ -]min(?:ute)?s?[ -]read",
    r"(?:sign up|subscribe|register) (?:for|to)\b.{0,80}"
    r"\b(?:newsletters?|inbox|e-?mails?)\b.{0,60}",
    r"(?:get|enter|receive) .{0,80}\b(?:newsletters?|your inbox|your e-?mail)\b.{0,60}",
    r"subscribe to (?:our|the|my) .{0,20}(?:channel|podcast|magazine|paper)\b.{0,40}",
    r"thank(?:s| you) for (?:reading|subscribing|signing up)[.!]?",
)

_OTHERS = (
    r"(?:related|recommended|more|top|latest|popular|trending|most popular) (?:articles|stories"
    r"|posts|news|topics|reading|content|headlines|coverage|links)(?: ?:.{0,120})?",
    r"most (?:read|popular|viewed|shared|commented)|trending(?: now)?|related|read next",
    r"you (?:may|might) also like.{0,20}|recommended(?: for you)?",
    r"(?:more|related) (?:from|on) (?:this|the|our) .{1,40}",
    r"editor[\u2019']?s[\u2019']? picks?",
)

BOILERPLATE = re.compile(
    "|".join((*_COMMENT_FORM, *_LEGAL, *_SHARE, *_MENU, *_NEWSLETTER, *_MORE, *_OTHERS)),
    re.IGNORECASE,
)

# Lines of one or two words that are boilerplate wherever they stand; others may be an answer.
STRONG = re.compile(
    r"advert|sponsor|copyright|\u00a9|cookie|privacy|subscribe|share|licens|continues|permission"
    r"|skip|back to|read more|ad feedback|opens",
    re.IGNORECASE,
)

# Headings of lists of other articles.
OTHERS = re.compile("|".join(_OTHERS), re.IGNORECASE)

# Names of sections: boilerplate only where several follow each other, as menus do.
SECTION = re.compile(
    r"(?:[a-z]+ )?(?:news|world|politics|business|sports?|opinion|culture|arts?|tech(?:nology)?"
    r"|science|health|travel|weather|video|audio|podcasts?|photos?|lifestyle|entertainment|money"
    r"|markets?|uk|us|europe|asia|africa|local|jobs|education|climate|environment|football|live)",
    re.IGNORECASE,
)

# Headings of readers' comments; a weak one may also be an invitation in the middle of an article,
# or the heading of what an expert had to say.
COMMENTS = re.compile(
    r"(?:leave|post|add|write) (?:a |your )(?:reply|comment).{0,80}|add comment"
    r"|comments? ?\(\d+\):?|(?:no|\d+) (?:comments?|responses?|replies)(?: yet)?"
    r"|\d+ thoughts? on .{1,200}"
    r"|(?P<weak>comments?:?|join the (?:conversation|discussion)"
    r"|(?:view|show|read) (?:all )?(?:\d+ )?comments?)",
    re.IGNORECASE,
)

# What stands below the heading of a comment section, and nowhere in an article.
TALK = re.compile(
    r"reply|.{1,60} says:?|\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago|post comment"
    r"|(?:please )?(?:log|sign) in to .{0,30}|submit|name ?\*|e-?mail ?\*|likes?",
    re.IGNORECASE,
)

"""Name the nouns that stand for a person, a group or an event, as patterns without flags."""

from __future__ import annotations

ROLE = (
    r"(?:minister|leader|president|director|chief|executive|mayor|judge|captain|owner|keeper"
    r"|officer|\w{2,}(?:man|woman|person|ist|yst|ician|ster)|head|boss|king|queen|winner|driver|farmer"
    r"|teacher|professor|doctor|author|writer|singer|actor|player|coach|governor|senator|suspect"
    r"|victim|witness|mother|father|wife|husband|son|daughter|brother|sister|founder|inventor"
    r"|commander|superintendent|inspector|researcher|lawyer|manager|editor|reporter|architect"
    r"|librarian|councillor|secretary|heiress|heir|nurse|engineer|student|goalkeeper|electrician"
    r"|analyst|surgeon|sailor|soldier|pilot|baker|chef|prosecutor|attorney|ambassador|sheriff)"
)
GROUP = (
    r"(?:group|gang|team|crew|company|firm|union|party|council|committee|commission|ministry"
    r"|government|police|army|hospital|university|school|museum|club|bank|agency|board|court"
    r"|family|couple|staff|public|media|community)"
)
EVENT = (
    r"(?:fire|flood|strike|raid|race|crash|attack|cyberattack|accident|robbery|theft|election|vote"
    r"|war|storm|earthquake|explosion|recall|meeting|trial|inquiry|outage|collapse|protest|match"
    r"|blast|murder|breach|hack|closure|correction|walkout|\w+(?:tion|sion))"
)

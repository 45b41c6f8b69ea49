"""qa.articles.boilerplate: what is the page's and what is the article's, in both directions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.boilerplate.detection import find_boilerplate
from qa.articles.text import normalise

BODY = "The council voted on Monday to close the bridge for repairs until spring."

BOILERPLATE = [
    "Leave a Reply",
    "Leave a Reply Cancel reply",
    "Leave a comment",
    "Your email address will not be published. Required fields are marked *",
    "Name *",
    "Email *",
    "Website",
    "Comment *",
    "Save my name, email, and website in this browser for the next time I comment.",
    "Cancel reply",
    "Submit",
    "Post Comment",
    "Log in to comment",
    "You must be logged in to post a comment.",
    "Notify me of follow-up comments by email.",
    "\u00a9 2023 The Courier",
    "Copyright 2023 The Courier",
    "Copyright \u00a9 2023 Harbour Media Ltd. All rights reserved.",
    "(c) 2024 Harbour Media",
    "All rights reserved",
    "Our Standards: The Thomson Reuters Trust Principles.",
    "Share this",
    "Share on Facebook",
    "Tweet",
    "Print",
    "WhatsApp",
    "Copy link",
    "Advertisement",
    "ADVERTISEMENT - SCROLL TO CONTINUE",
    "Subscribe",
    "Sign up for our daily newsletter",
    "Read more: Council meets again on tolls",
    "Related articles",
    "Most read",
    "Skip to content",
    "Home",
    "\u2022 Search",
    "Privacy Policy",
    "Terms of use",
    "Cookie settings",
    "Accept all cookies",
    "We use cookies to improve your experience.",
    "Follow us on Instagram",
    "Tags: bridge, council",
    "Filed under Local news",
    "Previous post",
    "Next post: Tolls",
    "Back to top",
    "Loading...",
    "5 min read",
    "Home | News | Sport | Weather",
    "Terms of use | Privacy policy",
]
ARTICLE = [
    "Copyright law was changed by parliament in 2019.",
    "Subscribe to the theory that the moon made the tides and you will be in good company.",
    "Share prices fell by 3 percent on Monday.",
    "Home prices rose again, the bureau said.",
    "Search teams found the hikers on Tuesday.",
    "Print sales of the paper fell.",
    "Comments by the minister angered fishermen.",
    "He asked readers to leave a comment below the line.",
    "Follow-up surveys will be sent to every household.",
    "Cookies were sold to pay for the trip.",
    "Facebook said it would appeal.",
    "Advertisement spending rose to $3 million.",
    "All rights reserved for the tribe were lost in the treaty.",
    "Register of members' interests",
    "Tweeting birds kept the village awake.",
    "Next year the bridge will be painted.",
    "(c) the clause on penalties, which the court struck out",
    "Posted in 1944 to Burma, he never came home.",
    "By Jane Doe",
    "LONDON, Nov 8 (Reuters) - The council voted.",
    "[1/3] Workers on the bridge on Monday. REUTERS/Jane Doe",
    "File photo: the bridge in 2019.",
    "Photograph: Niall Corrigan",
    "Writing by Jane Doe; editing by Bo Chan",
    "November 8, 2023",
    "x",
]


def boilerplate_of(text: str) -> list[str]:
    return [text[start:end] for start, end in find_boilerplate(text)]


@pytest.mark.parametrize("line", BOILERPLATE)
def test_lines_of_the_page_are_found(line: str) -> None:
    assert boilerplate_of(f"{line}\n\n{BODY}\n\n{BODY}\n\n{BODY}") == [line]


@pytest.mark.parametrize("line", ARTICLE)
def test_lines_of_the_article_stay(line: str) -> None:
    assert boilerplate_of(f"{BODY}\n\n{line}\n\n{BODY}") == []


def test_neighbouring_lines_are_one_range() -> None:
    text = f"Skip to content\nMenu\n\nSearch\n\nBridge closes\n\n{BODY}\n\nShare this"
    assert find_boilerplate(text) == ((0, 28), (len(text) - 10, len(text)))


def test_everything_below_the_comments_is_the_page_but_credits() -> None:
    text = (
        f"Bridge closes\n\n{BODY} {BODY}\n\n2 Comments\n\nBob says:\nI never liked that bridge.\n\n"
        "Writing by Jane Doe; editing by Bo Chan\n\nAnn says:\nMe neither."
    )
    assert boilerplate_of(text) == [
        "2 Comments\n\nBob says:\nI never liked that bridge.",
        "Ann says:\nMe neither.",
    ]


def test_a_count_of_comments_near_the_top_takes_only_its_own_line() -> None:
    assert boilerplate_of(f"Bridge closes\n\n3 Comments\n\n{BODY}\n\n{BODY}") == ["3 Comments"]


def test_an_invitation_in_the_middle_takes_only_its_own_line() -> None:
    text = f"{BODY}\n\n{BODY}\n\nJoin the conversation\n\n{BODY}"
    assert boilerplate_of(text) == ["Join the conversation"]
    assert boilerplate_of(f"{text}\n\nLog in to comment")[0].startswith(
        "Join the conversation\n\nThe"
    )


def test_headlines_below_related_stories_are_the_page_s() -> None:
    text = (
        f"Bridge closes\n\n{BODY} {BODY}\n\nRelated stories\n\nFerry sinks near port\n"
        f"3 hours ago\n\n{BODY}\n\nMost read\nWhat now?\n\nWriting by Jane Doe"
    )
    assert boilerplate_of(text) == [
        "Related stories\n\nFerry sinks near port\n3 hours ago",
        "Most read\nWhat now?",
    ]


def test_a_heading_of_news_above_the_article_takes_only_its_own_line() -> None:
    assert boilerplate_of(f"Latest news\n\nBridge closes\n\n{BODY}\n\n{BODY}") == ["Latest news"]


@pytest.mark.parametrize(
    "name", ["WhatsApp", "- Help", "* Facebook\n* Reddit", "- Ulva\n- Instagram\n- Orm\n- Reddit"]
)
def test_names_that_the_article_lists_are_text(name: str) -> None:
    assert (
        boilerplate_of(f"{BODY}\n\nThe one that most of them chose was:\n\n{name}\n\n{BODY}") == []
    )
    assert boilerplate_of(f"{BODY}\n\nShare this:\n\n{name}\n\n{BODY}") != []


def test_a_heading_of_comments_needs_readers_below() -> None:
    assert boilerplate_of(f"{BODY} {BODY}\n\nComments\n\n{BODY}") == []
    assert boilerplate_of(f"{BODY} {BODY}\n\nComments\n\nBob says:\nNo.") != []


def test_names_of_sections_are_a_menu_only_in_a_row() -> None:
    assert boilerplate_of(f"News\nSport\nBusiness\n\n{BODY}") == ["News\nSport\nBusiness"]
    assert boilerplate_of(f"World\n\n{BODY}\n\nHealth\n\n{BODY}") == []


LINES = st.lists(
    st.one_of(
        st.sampled_from(BOILERPLATE + ARTICLE + ["", "Comments", BODY]), st.text(max_size=40)
    ),
    max_size=25,
)


@given(LINES)
def test_ranges_are_sorted_disjoint_whole_lines_inside_the_text(lines: list[str]) -> None:
    text = normalise("\n".join(lines))
    last = -1
    for start, end in find_boilerplate(text):
        assert last < start < end <= len(text)
        assert start == 0 or text[start - 1] == "\n"
        assert end == len(text) or text[end] == "\n"
        last = end


def test_a_long_hostile_line_takes_no_time() -> None:
    assert find_boilerplate("all rights reserved, " * 100_000) == ()
    assert find_boilerplate("\n".join(["get " + "a " * 120] * 2000)) == ()

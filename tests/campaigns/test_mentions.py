"""What a text says of demands, causes, campaigns and actions is part of its content, and of nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns.models import CallToAction, Campaign, Cause, Demand, Mention
from statements import checklist, verbs
from statements.differences import differences
from statements.models import Edition, Statement
from statements.verbs import Refused
from tests.campaigns.builders import Campaigning, mentioning
from tests.cast import Cast, Newsroom, edition

BODY = "<p>We met today.</p><p>The order must be repealed at once, and wages paid.</p>"
QUOTE = "The order must be repealed at once"


def of_readers(demand: Demand, at: Any) -> list[Edition]:
    """The editions readers see that mention it."""
    return list(demand.editions(at))


def test_a_text_that_mentions_nothing_has_the_digest_it_always_had(newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    assert "parts" not in draft.content()
    assert not {"demands", "causes", "campaigns", "actions"} & draft.content().keys()
    before = draft.digest
    saved = verbs.save(draft, by=newsroom.cast.drafter, content={"demands": [], "causes": []})
    assert saved.digest == before


def test_mentions_are_part_of_content_revision_digest_and_edition(
    newsroom: Newsroom, campaigning: Campaigning
) -> None:
    demand, cause = campaigning.public(Demand), campaigning.public(Cause)
    bare = newsroom.public(body=BODY)
    public = newsroom.public(
        body=BODY, **mentioning(demand, quote=QUOTE), causes=[{"slug": cause.slug}], headline=bare.headline
    )
    said = edition(public)
    assert public.revision.content["demands"] == [{"slug": demand.slug, "relation": "raises", "quote": QUOTE}]
    assert said.content() == public.revision.content
    assert said.is_true_to_digest
    assert said.digest != edition(bare).digest
    mention = Mention.objects.public(newsroom.clock()).get(subject=demand)
    assert (mention.relation, mention.quote, mention.paragraph) == ("raises", QUOTE, 2)
    assert of_readers(demand, newsroom.clock()) == [said]


def test_every_kind_of_thing_can_be_mentioned_in_order(newsroom: Newsroom, campaigning: Campaigning) -> None:
    first, second = campaigning.public(Campaign), campaigning.public(Campaign)
    action = campaigning.public(CallToAction)
    parts: dict[str, Any] = {
        "campaigns": [{"slug": second.slug}, {"slug": first.slug}],
        "actions": [{"slug": action.slug}],
    }
    public = newsroom.public(**parts)
    mentions = Mention.objects.public(newsroom.clock()).filter(subject__kind="campaign")
    assert [mention.subject_id for mention in mentions.order_by("place")] == [second.pk, first.pk]
    assert edition(public).parts == parts


@pytest.mark.parametrize("state", ["draft", "in_review", "approved"])
def test_a_text_that_is_not_out_mentions_nothing_for_readers(
    newsroom: Newsroom, campaigning: Campaigning, state: str
) -> None:
    demand = campaigning.public(Demand)
    getattr(newsroom, state)(body=BODY, **mentioning(demand))
    assert not Mention.objects.public(newsroom.clock()).exists()
    assert not of_readers(demand, newsroom.clock())


def test_a_scheduled_text_mentions_from_its_second_on(newsroom: Newsroom, campaigning: Campaigning) -> None:
    demand = campaigning.public(Demand)
    at = newsroom.clock.pass_(hours=1)  # type: ignore[attr-defined]
    newsroom.clock.pass_(hours=-1)  # type: ignore[attr-defined]
    newsroom.public(public_from=at, **mentioning(demand))
    assert not of_readers(demand, newsroom.clock())
    assert len(of_readers(demand, at)) == 1


def test_a_mention_of_what_nobody_approved_does_not_exist_for_readers(
    newsroom: Newsroom, campaigning: Campaigning
) -> None:
    demand = campaigning.begun(Demand)
    newsroom.public(body=BODY, **mentioning(demand, quote=QUOTE))
    assert not Mention.objects.public(newsroom.clock()).exists()
    campaigning.approve(demand)
    assert Mention.objects.public(newsroom.clock()).exists()


def test_a_correction_at_the_desk_changes_nothing_in_public_until_it_is_out(
    newsroom: Newsroom, campaigning: Campaigning, cast: Cast
) -> None:
    old, new = campaigning.public(Demand), campaigning.public(Demand)
    public = newsroom.public(body=BODY, **mentioning(old, quote=QUOTE))
    approved = newsroom.correct(public, **mentioning(new))
    at = newsroom.clock()
    assert [of_readers(demand, at) for demand in (old, new)] == [[edition(public)], []]
    out = verbs.publish(approved, by=cast.publisher, clock=newsroom.clock)
    now = newsroom.clock()
    assert [of_readers(demand, now) for demand in (old, new)] == [[], [edition(out, 2)]]
    assert edition(out, 1).parts == mentioning(old, quote=QUOTE)  # what it demanded then
    assert of_readers(old, at) == [edition(out, 1)]  # and on that day


def test_abandoning_a_correction_takes_the_mentions_of_the_public_text_again(
    newsroom: Newsroom, campaigning: Campaigning, cast: Cast
) -> None:
    old, new = campaigning.public(Demand), campaigning.public(Demand)
    approved = newsroom.correct(newsroom.public(**mentioning(old)), **mentioning(new))
    abandoned = verbs.abandon_correction(approved, by=cast.drafter, clock=newsroom.clock)
    assert [one["slug"] for one in abandoned.parts["demands"]] == [old.slug]
    assert abandoned.digest == edition(abandoned).digest


def test_a_restored_text_mentions_what_it_mentioned(
    newsroom: Newsroom, campaigning: Campaigning, cast: Cast
) -> None:
    demand = campaigning.public(Demand)
    public = newsroom.public(**mentioning(demand))
    taken = verbs.withdraw(public, by=cast.publisher, explanation="Wrong.", clock=newsroom.clock)
    assert not of_readers(demand, newsroom.clock())
    back = verbs.restore(taken, by=cast.publisher, reason="It was right.", clock=newsroom.clock)
    assert of_readers(demand, newsroom.clock()) == [edition(back, 2)]


def test_a_version_in_another_language_takes_over_things_without_quotations(
    newsroom: Newsroom, campaigning: Campaigning, cast: Cast
) -> None:
    demand, cause = campaigning.public(Demand), campaigning.public(Cause)
    original = newsroom.public(body=BODY, causes=[{"slug": cause.slug}], **mentioning(demand, quote=QUOTE))
    version = verbs.begin_version(original, by=cast.drafter, language="hi", clock=newsroom.clock)
    assert version.parts == {
        "demands": [{"slug": demand.slug, "relation": "raises"}],
        "causes": [{"slug": cause.slug}],
    }


def test_erasing_takes_the_mentions_with_the_words(
    newsroom: Newsroom, campaigning: Campaigning, cast: Cast
) -> None:
    demand = campaigning.public(Demand)
    approved = newsroom.correct(newsroom.public(body=BODY, **mentioning(demand, quote=QUOTE)), demands=[])
    out = verbs.publish(approved, by=cast.publisher, clock=newsroom.clock)
    first = edition(out, 1)
    sealed = verbs.seal(out, by=cast.publisher, edition=first, reason="A name.", clock=newsroom.clock)
    assert not Mention.objects.public(first.public_from).exists()  # sealed for every day
    verbs.erase(sealed, by=cast.administrator, edition=first, order="Court, 1/2026.", clock=newsroom.clock)
    assert not Mention.objects.exists()
    assert edition(out, 1).parts == {}


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"demands": [{"slug": "no-such"}]}, "there is no “no-such”"),
        ({"causes": [{"slug": ""}]}, "there is no “”"),
        ({"demands": [{"slug": "wages"}, {"slug": "wages"}]}, "named twice"),
        ({"demands": [{"slug": "wages", "relation": "mocks"}]}, "nothing a text says of a demand"),
        ({"demands": [{"slug": "wages", "quote": "x" * 2001}]}, "2000 characters at most"),
        ({"causes": [{"slug": "wages"}]}, "there is no “wages”"),  # that is a demand
    ],
)
def test_what_no_text_can_mention_is_refused_in_a_sentence(
    newsroom: Newsroom, campaigning: Campaigning, parts: dict[str, Any], sentence: str
) -> None:
    campaigning.public(Demand, slug="wages")
    with pytest.raises(Refused, match=sentence):
        newsroom.draft(**parts)
    assert not Statement.objects.exists()


def test_words_that_do_not_stand_in_the_text_keep_it_back(
    newsroom: Newsroom, campaigning: Campaigning
) -> None:
    demand = campaigning.public(Demand, titles={"en": "Repeal"})
    draft = newsroom.draft(body=BODY, **mentioning(demand, quote="The order must stay"))
    assert "The words of the demand “Repeal” do not stand in the text." in checklist.blocking(
        draft, newsroom.clock()
    )
    kept = verbs.save(draft, by=newsroom.cast.drafter, content=mentioning(demand, quote=QUOTE.upper()))
    assert not checklist.blocking(kept, newsroom.clock())


def test_the_checklist_tells_of_a_demand_readers_do_not_see_yet(
    newsroom: Newsroom, campaigning: Campaigning
) -> None:
    demand = campaigning.begun(Demand, titles={"en": "Repeal"})
    draft = newsroom.draft(**mentioning(demand))
    told = [item for item in checklist.items(draft, newsroom.clock()) if item.field == "demands"]
    assert [(item.blocks, "not approved" in item.sentence) for item in told] == [(False, True)]


def test_comparisons_name_what_changed_and_readers_are_told_no_unreviewed_title(
    newsroom: Newsroom, campaigning: Campaigning
) -> None:
    known, secret = campaigning.public(Demand, titles={"en": "Pay"}), campaigning.begun(Demand)
    before = newsroom.draft(body=BODY, **mentioning(known, quote="wages paid")).content()
    after = newsroom.draft(body=BODY, headline=before["headline"], **mentioning(secret)).content()
    words = {for_desk: _said(before, after, for_desk) for for_desk in (False, True)}
    assert "Pay · raises it · “wages paid”" in words[False]
    assert secret.called not in words[False]
    assert "one without an approved text · raises it" in words[False]
    assert secret.called in words[True]


def _said(before: dict[str, Any], after: dict[str, Any], for_desk: bool) -> str:
    told = [one for one in differences(before, after, for_desk=for_desk) if one.field == "demands"]
    return repr(told[0].blocks) if told else ""

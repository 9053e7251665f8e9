"""The list of words behind the secret code."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from intake.access.code import WORDS

# Words that sound alike: of each group at most one may be in the list, so that a code can be read out.
SOUND_ALIKE = [
    "aisle isle", "ate eight", "bare bear", "beach beech", "bean been", "beat beet", "bee be", "bell belle",
    "berry bury", "blew blue", "board bored", "boy buoy", "bread bred", "break brake", "buy by bye",
    "ceiling sealing", "cell sell", "cereal serial", "cheap cheep", "coarse course", "colonel kernel",
    "coral choral", "cue queue", "currant current", "cygnet signet", "cymbal symbol", "dear deer", "dew due",
    "doe dough", "ewe yew you", "eye i aye", "fair fare", "feat feet", "fir fur", "flea flee", "floe flow",
    "flour flower", "for four fore", "gait gate", "genes jeans", "gnu new knew", "great grate", "guessed guest",
    "hail hale", "hair hare", "hall haul", "heal heel", "hear here", "hi high", "higher hire", "him hymn",
    "hoarse horse", "hole whole", "hour our", "idle idol", "in inn", "its it", "key quay", "knight night",
    "knit nit", "knot not", "know no", "lead led", "leak leek", "lessen lesson", "links lynx", "loan lone",
    "loot lute", "made maid", "mail male", "main mane", "maize maze", "mare mayor", "meat meet", "medal meddle",
    "metal medal", "mist missed", "moose mousse", "morning mourning", "muscle mussel", "naval navel", "nay neigh",
    "none nun", "oar or ore", "one won", "pail pale", "pain pane", "pair pear pare", "pause paws", "paw poor pour",
    "pea pee", "peace piece", "peak peek", "pedal petal", "peer pier", "plain plane", "plum plumb", "pray prey",
    "prince prints", "prize pries", "profit prophet", "rain reign rein", "raise rays", "rap wrap", "read red",
    "read reed", "real reel", "rhyme rime", "right write rite", "ring wring", "road rode rowed", "roll role",
    "root route", "rose rows", "sail sale", "sauce source", "scene seen", "sea see", "seam seem", "sew so sow",
    "side sighed", "sleigh slay", "soar sore", "sole soul", "some sum", "son sun", "stairs stares", "stake steak",
    "steal steel", "sweet suite", "tail tale", "tea tee", "team teem", "throne thrown", "tide tied", "tire tyre",
    "thyme time", "to too two", "toe tow", "vain vein vane", "wail whale", "waist waste", "wait weight", "war wore",
    "way weigh whey", "weak week", "weather whether", "which witch", "wood would", "yoke yolk", "your yore",
]  # fmt: skip

# What no word may be, whatever a later change brings: the subject of a complaint, or what frightens, hurts or shames.
NEVER = {
    "harm": (
        "abuse attack beat belt bite bleed blood bruise bully burn choke crash cut drown fight gun hit hurt "
        "kick kill knife murder pinch pistol poison punch rape razor rope scar shoot slap smack spank stab "
        "strangle suicide sword torture violent war weapon whip wound"
    ),
    "fear": (
        "afraid alarm alone danger dark dead death demon devil die dying escape evil fear ghost hell hide "
        "monster scared scream shark skull snatch snake spider spy stranger threat thunder trap vampire wasp "
        "witch wolf zombie"
    ),
    "sorrow and shame": (
        "angry bad cry dumb goodbye grave hate ill lie lost mad nasty naughty rude sad shame sick sorry "
        "stupid tear thief ugly weep worry"
    ),
    "closeness": (
        "bath bed bedroom body cuddle hug kiss love naked nappy pants pee poo secret sex strip tickle toilet "
        "touch undress"
    ),
    "the family": (
        "adopt aunt baby brother child dad daughter father foster husband kid mother mum nephew niece orphan "
        "parent sister son uncle wife"
    ),
    "the case": (
        "arrest cage care contact court guard home house hotel jail judge jury law lawyer leave meeting "
        "neglect officer placement police prison review rescue report runaway social suitcase vote worker"
    ),
    "drink and drugs": (
        "acid alcohol beer brandy cider coke crack drug drunk gin joint needle pipe poker pot powder rum "
        "smoke speed tobacco vodka weed whisky wine"
    ),
    "medicine": "ache bandage doctor hospital injury nurse pain patient pill plaster surgeon vaccine wheelchair",
    "religion": "angel bible bishop christ church god hymn imam mosque nun pope pray priest rabbi saint temple",
    "insults": (
        "ape baboon banana coconut cow fat gay golly gorilla gypsy idiot jungle monkey pig queer rat skinny "
        "slave slug snob spade turban weasel"
    ),
    "numbers, which the digits of a code could be taken for": "one two three four five six seven eight nine zero",
}


def test_there_is_a_word_for_every_four_dice() -> None:
    assert len(WORDS) == 6**4


def test_the_file_is_one_word_a_line_in_order() -> None:
    text = files("intake.access").joinpath("words.txt").read_text("ascii")
    assert text == "".join(f"{word}\n" for word in sorted(WORDS))


def test_no_two_words_begin_with_the_same_three_letters() -> None:
    assert len({word[:3] for word in WORDS}) == len(WORDS)


def test_every_word_is_short_and_plain() -> None:
    assert [word for word in WORDS if not re.fullmatch(r"[a-z]{3,8}", word)] == []


def test_few_words_are_longer_than_seven_letters() -> None:
    assert sum(len(word) > 7 for word in WORDS) <= 60


@pytest.mark.parametrize("group", SOUND_ALIKE)
def test_words_that_sound_alike_are_not_both_in_the_list(group: str) -> None:
    assert len(set(group.split()) & set(WORDS)) <= 1


@pytest.mark.parametrize("subject", NEVER)
def test_no_word_is_one_that_a_child_should_not_be_given(subject: str) -> None:
    assert set(NEVER[subject].split()) & set(WORDS) == set()

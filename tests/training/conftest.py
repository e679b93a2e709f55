"""A small set of material of our own, in the form of the development data."""

from pathlib import Path

import pytest

from tocsin.evaluation.marked_file import read_marks
from tocsin.training.examples import tokens_of

NEWS = """
<s>Tuvalu</s> promised <t>Kiribati</t> a share of its catch.	AGREE
<s>The mayor</s> agreed to hear <t>the fishermen</t> next week.	AGREE
<s>Nauru</s> will send nurses to <t>Palau</t> in May.	AGREE
<s>Tuvalu's premier</s> met <t>the president of Nauru</t> at the airport.	CONSULT
<s>Palau</s> and <t>Fiji</t> held talks on the reef.	CONSULT
<s>Samoa</s> telephoned <t>Tonga</t> about the storm.	CONSULT
<s>Tonga</s> praised <t>Samoa</t> for its patience.	SUPPORT
<s>Fiji</s> signed a fishing treaty with <t>Vanuatu</t>.	SUPPORT
<s>Kiribati</s> thanked <t>the crew of the Amity</t>.	SUPPORT
<s>Fiji</s> shared its charts with <t>Tuvalu</t>.	COOPERATE
<s>Palau</s> and <t>Nauru</t> patrolled the strait together.	COOPERATE
<s>Samoa</s> sent rice to <t>Tokelau</t> after the storm.	AID
<s>Tonga</s> gave <t>Niue</t> two boats.	AID
<s>The harbour board</s> gave in to <t>the pilots</t>.	YIELD
<s>Vanuatu</s> released <t>six Fijian divers</t>.	YIELD
<s>Nauru</s> withdrew its guards from <t>the Palauan islet</t>.	YIELD
<s>Niue</s> asked <t>Samoa</t> for water.	REQUEST
<s>The bishops</s> urged <t>the council</t> to meet.	REQUEST
<s>Tokelau</s> demanded an apology from <t>Tuvalu</t>.	REQUEST
<s>Fiji</s> accused <t>Vanuatu</t> of lying.	ACCUSE
<s>Prosecutors</s> are looking into <t>the harbour board</t>.	ACCUSE
<s>Tonga</s> condemned <t>Nauru</t> over the nets.	ACCUSE
<s>Palau</s> rejected the offer of <t>Kiribati</t>.	REJECT
<s>Samoa</s> refused to receive <t>the Tongan envoy</t>.	REJECT
<s>Vanuatu</s> threatened to close its ports to <t>Fiji</t>.	THREATEN
<s>Nauru</s> warned <t>Niue</t> that it would strike back.	THREATEN
<s>Divers</s> marched against <t>the council</t>.	PROTEST
<s>Pilots</s> went on strike against <t>the harbour board</t>.	PROTEST
<s>Fiji</s> expelled two <t>Nauruan</t> diplomats.	SANCTION
<s>Tuvalu</s> broke off ties with <t>Tokelau</t>.	SANCTION
<s>Kiribati</s> sent gunboats toward <t>Palau</t>.	MOBILIZE
<s>Tonga</s> put its guard on alert against <t>Samoa</t>.	MOBILIZE
<s>Police</s> arrested <t>nine divers</t>.	COERCE
<s>The council</s> banned <t>the pilots' union</t>.	COERCE
<s>Niue</s> seized <t>a Samoan trawler</t>.	COERCE
<s>Vanuatu</s> shelled <t>a Fijian lighthouse</t>.	ASSAULT
<s>Gunmen</s> shot <t>two pilots</t> on the quay.	ASSAULT
<s>Smugglers</s> kidnapped <t>a customs officer</t>.	ASSAULT
<s>Nauru</s> said nothing.	REJECT
<s>Tuvalu</s>'s envoy walked out on <t>Kiribati</t>.	SANCTION
""".strip().splitlines()

NAMED = """
Amina B-Person
Bello I-Person
flew O
to O
Apia B-Location
. O

The O
Harbour B-Organisation
Board I-Organisation
bought O
nine O
rifles B-Weapon
. O
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder with the files that the coder learns from, forty sentences in all."""
    return write_shared(tmp_path / "shared")


@pytest.fixture(scope="session")
def shared_by_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, for tests that change nothing in it."""
    return write_shared(tmp_path_factory.mktemp("material") / "shared")


def write_shared(folder: Path) -> Path:
    (folder / "re3d").mkdir(parents=True)
    (folder / "plv_train.tsv").write_text(
        "marked_sentence\tgold_root\n" + "\n".join(NEWS) + "\n", encoding="utf-8"
    )
    told = (tokens_of(read_marks(line.partition("\t")[0])) for line in NEWS)
    lines = ("".join(f"{word} {tag}\n" for word, tag in zip(*row, strict=True)) for row in told)
    (folder / "cameo_ner_train.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / "re3d" / "train.txt").write_text(NAMED.lstrip(), encoding="utf-8")
    return folder

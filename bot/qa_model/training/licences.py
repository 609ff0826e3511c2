"""Whence what the reader learns from comes, and under which licence."""

from __future__ import annotations

from dataclasses import dataclass

# KorQuAD may not be passed on changed. Nothing of it is passed on here, changed or not: only weights that
# were adjusted while it was read.
_NO_DERIVATIVES = "CC BY-ND 2.0 KR"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a set is, and the licence that it is used under."""

    content: str
    licence: str


ORIGINS: dict[str, Origin] = {
    "squad2": Origin("SQuAD 2.0 dev, articles that are not measured on (English Wikipedia)", "CC BY-SA 4.0"),
    "korquad": Origin("KorQuAD 1.0 dev, articles not measured on (Korean Wikipedia)", _NO_DERIVATIVES),
    "squad1_train_sub": Origin("SQuAD 1.1 training questions (English Wikipedia)", "CC BY-SA 4.0"),
    "squad1_sentences_en": Origin("SQuAD 1.1 questions with their sentences", "CC BY-SA 4.0"),
    "qed": Origin("QED: search queries (English Wikipedia)", "CC BY-SA 3.0"),
    "policyqa": Origin("PolicyQA (English privacy policies)", "MIT"),
    "qamr": Origin("QAMR (single English sentences)", "MIT"),
    "covidqa": Origin("COVID-QA (English papers)", "Apache-2.0"),
    "covidqa_window_neg": Origin("COVID-QA questions on other windows of their papers", "Apache-2.0"),
    "jsquad_ja": Origin("JSQuAD (Japanese Wikipedia)", "CC BY-SA 4.0"),
    "drcd_zht": Origin("DRCD (Chinese Wikipedia, traditional)", "CC BY-SA 3.0"),
    "cmrc2018_zh": Origin("CMRC 2018 (Chinese Wikipedia, simplified)", "CC BY-SA 4.0"),
    "retrieved_neg_en": Origin("English questions on retrieved passages without the answer", "CC BY-SA 4.0"),
    "entity_swap_neg_en": Origin("English questions with a name or year exchanged", "CC BY-SA 4.0"),
    "klue_nli_dev_ko": Origin("KLUE-NLI (Korean)", "CC BY-SA 4.0"),
    "kornli_xnli_ko": Origin("KorNLI, the part from XNLI (Korean)", "CC BY-SA 4.0"),
    "wice_chunks_en": Origin("WiCE: claims against parts of web pages (English)", "ODC-BY"),
}

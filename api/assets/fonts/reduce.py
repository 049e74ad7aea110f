#!/usr/bin/env python3
"""Reduce the four faces of the documents to the letters they print.

Run once, by hand, when the sources change; the product reads only the TTF files beside this script.

    npm pack bootstrap-italia && tar xzf bootstrap-italia-*.tgz
    pip install fonttools
    python3 reduce.py package/dist/fonts .
"""

import string
import sys
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

ASCII = {chr(c) for c in range(0x20, 0x7F)}
# Codes and amounts: tax codes, notice numbers, receipt ids.
CODES = set(string.ascii_letters + string.digits + " .,-/_:+*#'?")
# Tax codes.
CAPITALS = set(string.ascii_uppercase + string.digits + " .-?")
# Italian, German, French, Slovene and their neighbours, and the signs the fixed texts use.
COMMON = (
    ASCII
    | {chr(c) for c in range(0xC0, 0x100)} - {"×", "÷"}
    | set("\u00a0ŠšŽžČčĆćĐđŒœ°º«»·ª’‘“”„–€…§")
)
# All of Latin-1 and Latin Extended-A, and Romanian's comma letters.
EXTENDED = (
    COMMON
    | {chr(c) for c in range(0xA0, 0x180)}
    | set("ȘșȚț—‚•™")
)

TITILLIUM = "Titillium_Web/titillium-web-v10-latin-ext_latin-{}.ttf"
ROBOTO = "Roboto_Mono/roboto-mono-v13-latin-ext_latin-{}.ttf"
FACES = {
    "TitilliumWeb-Regular": (TITILLIUM.format("regular"), COMMON),
    "TitilliumWeb-Regular-Extended": (TITILLIUM.format("regular"), EXTENDED),
    "TitilliumWeb-Bold": (TITILLIUM.format("700"), COMMON),
    "TitilliumWeb-Bold-Extended": (TITILLIUM.format("700"), EXTENDED),
    "RobotoMono-Regular": (ROBOTO.format("regular"), CAPITALS),
    "RobotoMono-Bold": (ROBOTO.format("700"), CODES),
}


def options() -> subset.Options:
    chosen = subset.Options()
    chosen.hinting = False
    chosen.layout_features = []
    chosen.glyph_names = False
    chosen.notdef_outline = True
    chosen.name_IDs = [0, 1, 2, 4, 6, 13]
    chosen.name_languages = [0x409]
    chosen.drop_tables += ["GSUB", "GPOS", "GDEF", "DSIG", "gasp", "kern", "STAT"]
    return chosen


def reduce(source: str, letters: set[str], target: str) -> None:
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options())
    subsetter.populate(unicodes=[ord(letter) for letter in letters])
    subsetter.subset(font)
    # 1000 units per em make PDF widths exact and Roboto's outlines a third smaller.
    if font["head"].unitsPerEm != 1000:
        scale_upem(font, 1000)
    font.save(target)


if __name__ == "__main__":
    sources, targets = sys.argv[1:]
    for name, (source, letters) in FACES.items():
        reduce(f"{sources}/{source}", letters, f"{targets}/{name}.ttf")

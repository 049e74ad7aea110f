//! Where a tile stands, and its name in the tiled layout (C2SP tlog-tiles, "Merkle Tree").

use std::fmt;
use std::str::FromStr;

/// Hashes in a full tile.
pub const TILE_WIDTH: u64 = 256;

/// Levels of a tree of up to 2^63 leaves.
const LEVELS: u8 = 8;
/// Digits of one element of a path.
const BASE: u64 = 1000;

/// A tile: `width` hashes of level `level`, from hash number `index * 256` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    level: u8,
    index: u64,
    width: u16,
}

/// The text does not name a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the path of a tile")]
pub struct NotATile;

impl TileId {
    /// The full tile number `index` of `level`.
    #[must_use]
    pub const fn full(level: u8, index: u64) -> Self {
        Self { level, index, width: 256 }
    }

    /// Its level, counted in tiles.
    #[must_use]
    pub const fn level(self) -> u8 {
        self.level
    }

    /// Its number in the level.
    #[must_use]
    pub const fn index(self) -> u64 {
        self.index
    }

    /// How many hashes it holds, 1 to 256.
    #[must_use]
    pub const fn width(self) -> u16 {
        self.width
    }

    /// Whether the log, whose indexes are `bigint`, can ever be long enough for it.
    fn can_be(self) -> bool {
        let most = i64::MAX.unsigned_abs() >> (8 * u32::from(self.level));
        self.index.checked_mul(TILE_WIDTH).and_then(|first| first.checked_add(self.width.into())).is_some_and(|end| end <= most)
    }
}

impl From<&tlog_tiles::Tile> for TileId {
    fn from(tile: &tlog_tiles::Tile) -> Self {
        let width = u16::try_from(tile.width()).expect("tiles of height 8 hold at most 256 hashes");
        Self { level: tile.level(), index: tile.level_index(), width }
    }
}

/// `<level>/<index>[.p/<width>]`, the index in elements of three digits, all but the last preceded by `x`.
impl fmt::Display for TileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/", self.level)?;
        let mut divisor = 1;
        while self.index / divisor >= BASE {
            divisor *= BASE;
        }
        while divisor > 1 {
            write!(f, "x{:03}/", self.index / divisor % BASE)?;
            divisor /= BASE;
        }
        write!(f, "{:03}", self.index % BASE)?;
        if u64::from(self.width) < TILE_WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

/// The one form `Display` writes, and no other.
impl FromStr for TileId {
    type Err = NotATile;

    fn from_str(path: &str) -> Result<Self, NotATile> {
        let (level, rest) = path.split_once('/').ok_or(NotATile)?;
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, width.parse().map_err(|_| NotATile)?),
            None => (rest, 256),
        };
        let level = level.parse().map_err(|_| NotATile)?;
        let index = index.split('/').try_fold(0_u64, |index, element| {
            let digits: u64 = element.strip_prefix('x').unwrap_or(element).parse().ok()?;
            index.checked_mul(BASE)?.checked_add(digits)
        });
        let tile = Self { level, index: index.ok_or(NotATile)?, width };
        let plain = level < LEVELS && (1..=256).contains(&width) && tile.can_be();
        if plain && tile.to_string() == path { Ok(tile) } else { Err(NotATile) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_a_tile_in_one_way_only() {
        for (path, level, index, width) in [
            ("0/000", 0, 0, 256),
            ("0/000.p/1", 0, 0, 1),
            ("1/999", 1, 999, 256),
            ("0/x001/000.p/255", 0, 1_000, 255),
            ("2/x001/x234/067", 2, 1_234_067, 256),
        ] {
            let tile = TileId { level, index, width };
            assert_eq!(path.parse(), Ok(tile));
            assert_eq!(tile.to_string(), path);
        }
    }

    #[test]
    fn whatever_else_is_no_tile() {
        for path in [
            "",
            "/",
            "0",
            "0/",
            "0/0",
            "0/00",
            "0/0000",
            "00/000",
            "+0/000",
            "0/000.p/0",
            "0/000.p/256",
            "0/000.p/",
            "0/000.p/01",
            "8/000",
            "64/000",
            "255/000",
            "data/000",
            "entries/000",
            "0/x000/000",
            "0/001/000",
            "0/x1/000",
            "0/-01",
            "0/000.p/1/2",
            "0/000/",
            "0/x018/x446/x744/x073/x709/x551/616",
            "7/x018/x446/x744/x073/x709/x551/615",
            "0/٠٠٠",
        ] {
            assert_eq!(path.parse::<TileId>(), Err(NotATile), "{path}");
        }
    }
}

//! Two-dimensional codes as few rectangles.

/// A square code: which of its modules are dark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Modules {
    side: usize,
    dark: Vec<bool>,
}

impl Modules {
    /// A code of `side` rows from its modules row by row; missing ones are light.
    pub(crate) fn new(side: usize, mut dark: Vec<bool>) -> Self {
        dark.resize(side * side, false);
        Self { side, dark }
    }

    /// Modules per side.
    pub(crate) fn side(&self) -> usize {
        self.side
    }

    /// Disjoint rectangles (column, row, width, height) that cover the dark modules: runs of a row, grown downwards while the next
    /// row has the same run. Filled as one path they leave no seams.
    pub(crate) fn rectangles(&self) -> Vec<[i64; 4]> {
        let mut done: Vec<[i64; 4]> = Vec::new();
        let mut growing: Vec<[i64; 4]> = Vec::new();
        for row in 0..self.side {
            let mut next = Vec::new();
            for (column, width) in self.runs(row) {
                let above = growing.iter().position(|[x, _, w, _]| *x == column && *w == width);
                next.push(match above {
                    Some(index) => {
                        let [x, y, w, h] = growing.swap_remove(index);
                        [x, y, w, h + 1]
                    }
                    None => [column, whole(row), width, 1],
                });
            }
            done.append(&mut growing);
            growing = next;
        }
        done.append(&mut growing);
        done
    }

    fn runs(&self, row: usize) -> Vec<(i64, i64)> {
        let modules = &self.dark[row * self.side..(row + 1) * self.side];
        let mut runs: Vec<(i64, i64)> = Vec::new();
        for (column, _) in modules.iter().enumerate().filter(|(_, dark)| **dark) {
            let column = whole(column);
            match runs.last_mut() {
                Some((start, width)) if *start + *width == column => *width += 1,
                _ => runs.push((column, 1)),
            }
        }
        runs
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::Modules;

    #[test]
    fn rectangles_cover_each_dark_module_once() {
        let dark: Vec<bool> = (0..33 * 33).map(|index| (index * 7 + index / 5) % 3 != 0).collect();
        let modules = Modules::new(33, dark.clone());
        let mut covered = vec![0_u8; 33 * 33];
        for [x, y, width, height] in modules.rectangles() {
            for row in y..y + height {
                for column in x..x + width {
                    covered[usize::try_from(row * 33 + column).unwrap()] += 1;
                }
            }
        }
        let expected: Vec<u8> = dark.iter().map(|dark| u8::from(*dark)).collect();
        assert_eq!(covered, expected);
    }

    #[test]
    fn equal_rows_grow_into_one_rectangle() {
        let modules = Modules::new(3, vec![true, true, false, true, true, false, false, false, true]);
        assert_eq!(modules.rectangles(), vec![[0, 0, 2, 2], [2, 2, 1, 1]]);
    }
}

//! One page of a list that is paged by key, never by offset.

/// Items of a page and where its neighbours begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T, K> {
    /// The items, in order.
    pub items: Vec<T>,
    /// Key of the first item of the page before, when there is one.
    pub previous: Option<K>,
    /// Key of the first item of the page after, when there is one.
    pub next: Option<K>,
}

impl<T, K> Page<T, K> {
    /// Makes a page of `size` items from `found` (one more than the page holds, to see whether
    /// there is a next one) and from the keys before it, nearest first.
    pub fn new(mut found: Vec<T>, size: usize, before: &[K], key: impl Fn(&T) -> K) -> Self
    where
        K: Copy,
    {
        let next = found.get(size).map(&key);
        found.truncate(size);
        let previous = before
            .get(size.min(before.len()).saturating_sub(1))
            .copied();
        Self {
            items: found,
            previous,
            next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_known_by_their_first_key() {
        let page = |found: &[i64], before: &[i64]| Page::new(found.to_vec(), 3, before, |key| *key);
        assert_eq!(
            page(&[1, 2], &[]),
            Page {
                items: vec![1, 2],
                previous: None,
                next: None
            }
        );
        assert_eq!(
            page(&[4, 5, 6, 7], &[3, 2, 1]),
            Page {
                items: vec![4, 5, 6],
                previous: Some(1),
                next: Some(7)
            }
        );
        assert_eq!(
            page(&[3, 4], &[2, 1]),
            Page {
                items: vec![3, 4],
                previous: Some(1),
                next: None
            }
        );
    }
}

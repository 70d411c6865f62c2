//! What customers say of what they bought: one to five stars, and perhaps a few words.

use chrono::{DateTime, Utc};

use super::{
    id::{ProductId, ReviewId},
    text::ReviewWords,
};

/// One to five stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stars(u8);

impl Stars {
    /// All there are, the fewest first.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// So many stars; `None` for any other number than one to five.
    pub fn new(stars: u8) -> Option<Self> {
        Self::ALL.get(usize::from(stars).checked_sub(1)?).copied()
    }

    /// How many.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// As they are written: `★★★★☆`.
    pub fn drawn(self) -> String {
        let signs = Self::ALL.map(|other| if other <= self { '★' } else { '☆' });
        signs.iter().collect()
    }
}

/// What all shown reviews of a product say together: exactly, as the sum and the number of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rating {
    sum: u32,
    count: u32,
}

impl Rating {
    /// Of the stars together and the number of reviews.
    pub const fn new(sum: u32, count: u32) -> Self {
        Self { sum, count }
    }

    /// How many reviews there are.
    pub const fn count(self) -> u32 {
        self.count
    }

    /// The average in tenths of a star, rounded half up; `None` where there are no reviews.
    pub fn tenths(self) -> Option<u64> {
        let (sum, count) = (u64::from(self.sum), u64::from(self.count));
        (sum * 20 + count).checked_div(count * 2)
    }
}

/// What a customer says of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Row id.
    pub id: ReviewId,
    /// Of what.
    pub product: ProductId,
    /// First name of who wrote it, as it was then.
    pub author: String,
    /// The stars.
    pub stars: Stars,
    /// The words; `None`: the stars say it.
    pub words: Option<ReviewWords>,
    /// Whether the shop does not show it.
    pub is_hidden: bool,
    /// When it was written.
    pub at: DateTime<Utc>,
}

impl Review {
    /// Its stars, when they count.
    pub fn counted(&self) -> Option<Stars> {
        (!self.is_hidden).then_some(self.stars)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_one_to_five_stars() {
        let all: Vec<Option<u8>> = (0..=7)
            .map(|stars| Stars::new(stars).map(Stars::get))
            .collect();
        let expected = [
            None,
            Some(1),
            Some(2),
            Some(3),
            Some(4),
            Some(5),
            None,
            None,
        ];
        assert_eq!(all, expected);
        assert_eq!(Stars::new(255), None);
        let drawn = Stars::ALL.map(Stars::drawn);
        assert_eq!(drawn, ["★☆☆☆☆", "★★☆☆☆", "★★★☆☆", "★★★★☆", "★★★★★"]);
    }

    #[test]
    fn the_average_is_exact_to_a_tenth() {
        let cases = [
            (0, 0, None),
            (5, 1, Some(50)),
            (9, 2, Some(45)),
            (14, 3, Some(47)),
            (13, 3, Some(43)),
            // 4.25 and 4.35: half up, which no binary fraction gets right by itself.
            (17, 4, Some(43)),
            (87, 20, Some(44)),
            (u32::MAX, u32::MAX, Some(10)),
        ];
        for (sum, count, tenths) in cases {
            assert_eq!(Rating::new(sum, count).tenths(), tenths, "{sum} of {count}");
        }
    }
}

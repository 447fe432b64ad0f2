//! Times in a file of messages: milliseconds, whole numbers where they are whole.

use std::time::Duration;

/// The longest pause and the longest time between two repeats: a day.
pub const LONGEST: Duration = Duration::from_secs(86_400);
/// The shortest time from one start of a repeat to the next.
pub const SHORTEST_REPEAT: Duration = Duration::from_millis(1);

/// So many milliseconds; none below 0 and beyond [`LONGEST`].
pub fn of_millis(millis: f64) -> Option<Duration> {
    let longest = LONGEST.as_millis() as f64;
    (0.0..=longest).contains(&millis).then(|| Duration::from_nanos((millis * 1e6).round() as u64))
}

/// A time as a number of milliseconds.
pub mod millis {
    use serde::{Deserialize as _, Deserializer, Serializer, de};
    use std::time::Duration;

    pub fn serialize<S: Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        let nanos = time.as_nanos();
        if nanos.is_multiple_of(1_000_000) {
            serializer.serialize_u64(u64::try_from(nanos / 1_000_000).unwrap_or(u64::MAX))
        } else {
            serializer.serialize_f64(nanos as f64 / 1e6)
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        let millis = f64::deserialize(deserializer)?;
        super::of_millis(millis).ok_or_else(|| {
            let expected = "a number of milliseconds from 0 to 86400000";
            de::Error::invalid_value(de::Unexpected::Float(millis), &expected)
        })
    }
}

/// `{"every_ms": 500, "count": 20}`; without a count until stopped.
pub mod repeat {
    use crate::app::RepeatPlan;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::time::Duration;

    #[derive(Serialize, Deserialize)]
    struct Form {
        #[serde(rename = "every_ms", with = "super::millis")]
        every: Duration,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        count: Option<u64>,
    }

    pub fn serialize<S: Serializer>(plan: &Option<RepeatPlan>, serializer: S) -> Result<S::Ok, S::Error> {
        plan.as_ref().map(|plan| Form { every: plan.every, count: plan.count }).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<RepeatPlan>, D::Error> {
        let form = Option::<Form>::deserialize(deserializer)?;
        Ok(form.map(|Form { every, count }| RepeatPlan { every, count }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_within_a_day() {
        for (millis, nanos) in [(0.0, 0), (0.5, 500_000), (1.0, 1_000_000), (86_400_000.0, 86_400_000_000_000)] {
            assert_eq!(of_millis(millis), Some(Duration::from_nanos(nanos)), "{millis}");
        }
        for millis in [-1.0, 86_400_001.0, f64::NAN, f64::INFINITY] {
            assert_eq!(of_millis(millis), None, "{millis}");
        }
    }
}

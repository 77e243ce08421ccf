//! What a sample allows one to say: intervals, tests, sequential looks, agreement between raters.

//! The compliance rules: mandatory law held against the policy's data.

//! The JSON Schema and the reference of the file format.

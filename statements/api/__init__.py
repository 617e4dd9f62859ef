"""The archive for programs: JSON under the query string of its page, described in OpenAPI."""

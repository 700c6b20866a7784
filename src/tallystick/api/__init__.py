"""REST and its OpenAPI document: the same queries and services as the pages."""

"""How fast every page answers through the server as it is shipped, on a big book."""

"""Connect a collection to programs of other makers.

mcp   a Model Context Protocol server for assistants
"""

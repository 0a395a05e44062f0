"""What the commands that draw need of files: a look ahead, and writing whole or not at all."""

from engine.files import check_writable, write_whole

__all__ = ["check_writable", "write_whole"]

"""佐证材料: documents, checked vouchers and assets, interviews."""

from dataclasses import field

from kaocheng.places import Place
from kaocheng.values import frozen


@frozen
class Evidence:
    """A document that supports something; ``file`` and ``sha256`` are empty where it was only seen, not kept.

    ``cells`` are those of data tables that it supports, each 表/行/列.
    """

    id: str
    title: str
    file: str = ""
    sha256: str = ""
    indicators: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)


@frozen
class VoucherCheck:
    """A checked voucher (凭证): what was checked, the result, the amount as written."""

    id: str
    subject: str
    checked: str = ""
    result: str = ""
    amount: str = ""
    indicators: tuple[str, ...] = ()


@frozen
class AssetCheck(VoucherCheck):
    """A checked asset (资产) or group of assets."""


@frozen
class Interview:
    """An interview: the name of its file and its text in Markdown."""

    name: str
    text: str

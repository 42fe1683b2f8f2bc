"""What a clause is worth: points (得2分) or a share of the weight (得权重分的50%)."""

from fractions import Fraction

from kaocheng.values import frozen


@frozen
class Worth:
    """``amount`` points, or, when ``is_share``, ``amount`` of the weight (1 is the whole)."""

    amount: Fraction
    is_share: bool = False

    def share_of(self, weight: Fraction) -> Fraction:
        """The worth as a share of ``weight`` points."""
        return self.amount if self.is_share else self.amount / weight


FULL = Worth(Fraction(1), is_share=True)
NOTHING = Worth(Fraction(0), is_share=True)

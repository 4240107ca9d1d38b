"""A strategy that trades nothing: it says that it lives, with a number that a function compiled at run time has worked out."""

import numba
from hummingbot.strategy.strategy_v2_base import StrategyV2Base, StrategyV2ConfigBase


@numba.njit
def next_after(number):
    return number + 1


class TickConfig(StrategyV2ConfigBase):
    script_file_name: str = "tick.py"


class Tick(StrategyV2Base):
    ticks = 0

    def on_tick(self):
        self.ticks = next_after(self.ticks)
        self.logger().info(f"the strategy lives: {self.ticks}")

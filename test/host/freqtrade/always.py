import logging

from freqtrade.persistence import Trade
from freqtrade.strategy import IStrategy

logger = logging.getLogger(__name__)


class Always(IStrategy):
    """Buys at once and never sells."""

    INTERFACE_VERSION = 3
    timeframe = "5m"
    minimal_roi = {"0": 100}
    stoploss = -0.99
    startup_candle_count = 5

    def bot_loop_start(self, current_time, **kwargs):
        ids = [(trade.id, str(trade.open_date)) for trade in Trade.get_open_trades()]
        logger.info("open trades: %s", ids)

    def populate_indicators(self, dataframe, metadata):
        return dataframe

    def populate_entry_trend(self, dataframe, metadata):
        dataframe["enter_long"] = 1
        return dataframe

    def populate_exit_trend(self, dataframe, metadata):
        dataframe["exit_long"] = 0
        return dataframe

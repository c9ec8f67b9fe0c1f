"""The worksheet functions, where xlwings-server looks for them."""

from xlfuncs.hosts.xlwings_udfs import *  # noqa: F403 - its names are made from the list of functions

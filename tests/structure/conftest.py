"""The application as it stands, without database and broker."""

from __future__ import annotations

import pathlib

import pytest
from flask import Flask

from onewindow.app import create_app
from onewindow.settings import Settings


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application without database and broker: the web processes share what is made here, so it opens nothing."""
    nowhere: pathlib.Path = tmp_path_factory.mktemp("nowhere")
    return create_app(
        Settings(
            database_url=f"postgresql+psycopg://ow_app@/onewindow?host={nowhere}",
            platform_database_url=f"postgresql+psycopg://ow_platform@/onewindow?host={nowhere}",
            broker_url=f"redis+socket://{nowhere}/none",
            secret_key="k" * 32,
            data_dir=nowhere,
            base_url="http://127.0.0.1:8000",
        )
    )

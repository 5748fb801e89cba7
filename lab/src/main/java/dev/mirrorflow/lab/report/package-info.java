/** What commands print and write: tables, JSON, CSV and plots of results. */
package dev.mirrorflow.lab.report;

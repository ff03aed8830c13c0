<?xml version="1.0" encoding="UTF-8"?>
<!-- Who was sent what: the telegrams of a page, their recipients, and how they got them. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map"
                xmlns:tx="urn:tei-edition:functions"
                xmlns:lab="urn:tei-edition:labels"
                xmlns:cat="urn:tei-edition:catalogue"
                xpath-default-namespace="http://www.tei-c.org/ns/1.0"
                exclude-result-prefixes="#all"
                expand-text="yes">

  <xsl:template match="cat:register[@kind = 'distribution']" mode="register" as="element()*">
    <!-- The recipients of most telegrams first. -->
    <xsl:variable name="recipients" as="xs:string*">
      <xsl:for-each-group select="cat:telegram/cat:recipient" group-by="tx:display-name(.)">
        <xsl:sort select="count(distinct-values(current-group()/../@id))" order="descending"/>
        <xsl:sequence select="current-grouping-key()"/>
      </xsl:for-each-group>
    </xsl:variable>
    <p class="legend">
      <xsl:for-each select="'to', 'ultimate', 'cc', 'copy'">
        <span><span class="sign" aria-hidden="true">{tx:label('distribution.sign.' || .)}</span> {tx:label('distribution.' || .)}</span>
        <xsl:text> </xsl:text>
      </xsl:for-each>
    </p>
    <div class="table" tabindex="0" role="region" aria-label="{tx:label('register.distribution')}">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">{tx:label('column.telegram')}</th>
            <xsl:for-each select="$recipients">
              <th scope="col"><span class="upright">{.}</span></th>
            </xsl:for-each>
          </tr>
        </thead>
        <tbody>
          <xsl:for-each select="cat:telegram">
            <!-- To look at all recipients of a telegram for each column took a third of the time of all registers. -->
            <xsl:variable name="named" as="map(xs:string, element()*)" select="
                map:merge(cat:recipient ! map { tx:display-name(.): . }, map { 'duplicates': 'combine' })"/>
            <tr>
              <th scope="row"><xsl:call-template name="telegram"/></th>
              <xsl:for-each select="$recipients">
                <td>
                  <xsl:for-each-group select="$named(.)" group-by="@role || ' ' || @copies">
                    <span class="sign" aria-hidden="true">{tx:label('distribution.sign.' || @role)}{@copies[. ne '']}</span>
                    <span class="unseen">{tx:label('distribution.' || @role)}{@copies[. ne ''] ! (', ' || tx:counted('copies.count', xs:integer(.)))} </span>
                  </xsl:for-each-group>
                </td>
              </xsl:for-each>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
  </xsl:template>
</xsl:stylesheet>
